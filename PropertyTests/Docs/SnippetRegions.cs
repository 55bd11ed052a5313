namespace ProbBnn.PropertyTests.Docs;

/// <summary>The regions <c>snippet:name</c> of the files beside this one; parts of one name are joined with a blank line between.</summary>
internal static class SnippetRegions
{
    private const string Start = "#region snippet:", End = "#endregion";

    public static IReadOnlyDictionary<string, string> Read(string folder) => Directory.EnumerateFiles(folder, "*.cs")
        .Order(StringComparer.Ordinal)
        .SelectMany(path => Regions(File.ReadAllLines(path)))
        .GroupBy(region => region.Name, region => region.Text)
        .ToDictionary(group => group.Key, group => string.Join("\n\n", group));

    private static IEnumerable<(string Name, string Text)> Regions(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (!line.StartsWith(Start, StringComparison.Ordinal))
            {
                continue;
            }
            int end = Array.FindIndex(lines, i + 1, l => l.Trim() == End);
            yield return (line[Start.Length..], Dedented(lines[(i + 1)..end]));
            i = end;
        }
    }

    private static string Dedented(string[] lines)
    {
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }
}
