namespace ProbBnn.Data;

/// <summary>The likeliest meaning of a mistyped name: smallest edit distance (Levenshtein), case ignored.</summary>
internal static class Nearest
{
    /// <summary>The nearest candidate within half the name's length (at least 2 edits), or null.</summary>
    public static string? Of(string name, IEnumerable<string> candidates) => candidates
        .Select(c => (Name: c, Distance: Distance(name.ToUpperInvariant(), c.ToUpperInvariant())))
        .Where(c => c.Name.Length > 0 && c.Distance < name.Length && c.Distance <= Math.Max(2, name.Length / 2))
        .OrderBy(c => c.Distance)
        .Select(c => c.Name)
        .FirstOrDefault();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
