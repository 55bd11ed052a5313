using System.Xml.Linq;
using ProbBnn.PropertyTests.Docs;

namespace ProbBnn.PropertyTests.Architecture;

/// <summary>The projects and source files as they lie in the repository.</summary>
internal static class SourceTree
{
    public static IReadOnlyList<ProjectSource> Projects =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Where(IsSource).Order(StringComparer.Ordinal)
            .Select(path => ProjectSource.Read(Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))),
    ];

    /// <summary>Every C# file that is not generated, relative to the root.</summary>
    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Repository.Root, "*.cs", SearchOption.AllDirectories).Where(IsSource)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private static bool IsSource(string path)
    {
        string[] folders = Path.GetRelativePath(Repository.Root, path).Split(Path.DirectorySeparatorChar);
        return !folders.Any(f => f is "bin" or "obj" || f.StartsWith('.'));
    }
}

/// <summary>What a project file says.</summary>
/// <param name="Folder">Its folder relative to the root, which is its name in the rules.</param>
/// <param name="References">The folders of the projects it names.</param>
/// <param name="Packages">The packages it names.</param>
internal sealed record ProjectSource(string Folder, string[] References, string[] Packages)
{
    public static ProjectSource Read(string path)
    {
        var document = XDocument.Parse(Repository.Text(path));
        string folder = Path.GetDirectoryName(path)!.Replace('\\', '/');
        string[] Named(string element) => [.. document.Descendants(element).Select(e => e.Attribute("Include")!.Value)];
        string Target(string reference) => Path.GetRelativePath(
            Repository.Root, Path.GetDirectoryName(Path.GetFullPath(Path.Combine(Repository.Root, folder, reference)))!).Replace('\\', '/');
        return new(folder, [.. Named("ProjectReference").Select(Target)], Named("PackageReference"));
    }
}
