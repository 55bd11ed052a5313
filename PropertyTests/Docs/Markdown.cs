using System.Text.RegularExpressions;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>A fenced block of a document.</summary>
/// <param name="Document">The document's path.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
/// <param name="Language">What follows the fence.</param>
/// <param name="Snippet">The name that the line before the fence gives it, or null.</param>
/// <param name="Text">Its lines.</param>
internal sealed record CodeBlock(string Document, int Line, string Language, string? Snippet, string Text)
{
    public override string ToString() => $"{Document}:{Line}";
}

/// <summary>The little of Markdown that the tests of documents need.</summary>
internal static partial class Markdown
{
    /// <summary>The fenced blocks of a document.</summary>
    public static IEnumerable<CodeBlock> Blocks(string document, string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }
            int end = Array.FindIndex(lines, i + 1, line => line == "```");
            var name = i > 0 ? SnippetName().Match(lines[i - 1]) : Match.Empty;
            yield return new CodeBlock(
                document, i + 1, lines[i][3..].Trim(), name.Success ? name.Groups[1].Value : null, string.Join('\n', lines[(i + 1)..end]));
            i = end;
        }
    }

    /// <summary>Targets of links and images outside code.</summary>
    public static IEnumerable<string> Links(string text) =>
        Link().Matches(InlineCode().Replace(Fenced().Replace(text, ""), "")).Select(match => match.Groups[1].Value);

    /// <summary>The anchors that headings make.</summary>
    public static IEnumerable<string> Anchors(string text) => Heading().Matches(Fenced().Replace(text, ""))
        .Select(match => NotInAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"^<!-- snippet: ([a-z0-9-]+) -->$")]
    private static partial Regex SnippetName();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchor();
}
