namespace ProbBnn.Data;

/// <summary>User text inside a message: in quotes, line breaks made visible, cut when long.</summary>
internal static class Quoted
{
    private const int Longest = 40;
    private const int MostListed = 20;

    public static string Text(string text)
    {
        string shown = text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return shown.Length <= Longest ? $"'{shown}'" : $"'{shown[..Longest]}...' ({text.Length} characters)";
    }

    public static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostListed).Select(Text)) + (names.Count > MostListed ? $" and {names.Count - MostListed} more" : "");
}
