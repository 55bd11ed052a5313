using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>The source tree that the tests were built from; tests of documents skip where only the built tests are at hand.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root
    {
        get
        {
            string? root = Above(AppContext.BaseDirectory);
            Assert.SkipWhen(root is null, "The source tree is not here: documents and snippets are checked where ProbBnn.sln lies.");
            return root!;
        }
    }

    /// <summary>Every document, as a path relative to the root.</summary>
    public static IReadOnlyList<string> Documents =>
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" },
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a file, with line feeds alone.</summary>
    /// <param name="path">Relative to the root.</param>
    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string? Above(string folder)
    {
        var at = new DirectoryInfo(folder);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "ProbBnn.sln")))
        {
            at = at.Parent;
        }
        return at?.FullName;
    }
}
