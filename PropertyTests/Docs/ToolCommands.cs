using System.Text.RegularExpressions;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>A command line of the tool as a document shows it.</summary>
/// <param name="Document">The document's path.</param>
/// <param name="Arguments">Its words after the tool's name.</param>
internal sealed record ToolCommand(string Document, IReadOnlyList<string> Arguments)
{
    public override string ToString() => $"{Document}: probbnn {string.Join(' ', Arguments)}";
}

/// <summary>Finds the tool's command lines in the shell blocks of documents.</summary>
internal static partial class ToolCommands
{
    private static readonly string[] Beginnings = ["probbnn ", "dotnet run -c Release --project Cli -- "];

    /// <summary>All command lines of a document, in order; comments are left out and lines that end in a backslash joined.</summary>
    public static IEnumerable<ToolCommand> Of(string document) =>
        from block in Markdown.Blocks(document, Repository.Text(document))
        where block.Language == "sh"
        from line in block.Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        from beginning in Beginnings
        where line.StartsWith(beginning, StringComparison.Ordinal)
        select new ToolCommand(document, [.. Word().Matches(Comment().Replace(line[beginning.Length..], "")).Select(match => match.Value)]);

    [GeneratedRegex(@"\s#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
