using System.Text.RegularExpressions;
using ProbBnn.PropertyTests.Docs;
using Xunit;

namespace ProbBnn.PropertyTests.Architecture;

/// <summary>References point one way only, read from the project files; what a project may know, by its folder.</summary>
public partial class ReferenceTests
{
    private const string Engines = "Engines/";

    /// <summary>The projects right below each; a project may also name what lies below those.</summary>
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Foundation"] = [],
        ["Dsl"] = ["Foundation"],
        ["Tensors"] = ["Foundation"],
        ["Engines/LibTorch"] = ["Tensors"],
        ["Engines/Managed"] = ["Tensors"],
        ["Data"] = ["Tensors"],
        ["Models"] = ["Dsl", "Tensors"],
        ["Objectives"] = ["Models"],
        ["Inference"] = ["Objectives", "Data"],
        ["Hosting"] = ["Inference", "Engines/LibTorch", "Engines/Managed"],
        ["Cli"] = ["Hosting"],
        ["Benchmarks"] = ["Hosting", "Cli"],
        ["PropertyTests"] = ["Cli", "Benchmarks"],
    };

    [Fact]
    public void Every_project_has_its_place_and_is_in_the_solution()
    {
        Assert.Equal(Below.Keys.Order(StringComparer.Ordinal), SourceTree.Projects.Select(p => p.Folder).Order(StringComparer.Ordinal));
        string solution = Repository.Text("ProbBnn.sln").Replace('\\', '/');
        Assert.All(SourceTree.Projects, p => Assert.Contains($"\"{p.Folder}/", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void References_point_downwards() => Assert.All(SourceTree.Projects, project =>
    {
        var allowed = Reachable(project.Folder);
        Assert.All(project.References, r => Assert.True(allowed.Contains(r), $"{project.Folder} must not know {r}"));
        Assert.DoesNotContain(project.Folder, allowed);
    });

    [Fact]
    public void Only_hosting_the_tool_tests_and_benchmarks_name_an_engine()
    {
        string[] mayName = ["Hosting", "Cli", "Benchmarks", "PropertyTests"];
        var others = SourceTree.Projects.Where(p => !mayName.Contains(p.Folder) && !p.Folder.StartsWith(Engines, StringComparison.Ordinal));
        Assert.All(others, p => Assert.DoesNotContain(p.References, r => r.StartsWith(Engines, StringComparison.Ordinal)));
        var files = SourceTree.Files.Where(f => others.Any(p => f.StartsWith(p.Folder + "/", StringComparison.Ordinal)));
        Assert.All(files, f => Assert.DoesNotContain("ProbBnn.Engines", Repository.Text(f), StringComparison.Ordinal));
    }

    [Fact]
    public void Only_hosting_and_the_tool_know_the_host_extensions() =>
        Assert.All(
            SourceTree.Projects.Where(p => p.Folder is not ("Hosting" or "Cli")),
            p => Assert.DoesNotContain(p.Packages, name => name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)));

    [Fact]
    public void Test_packages_stay_in_the_tests() => Assert.All(
        SourceTree.Projects.Where(p => p.Folder != "PropertyTests"),
        p => Assert.DoesNotContain(p.Packages, name => TestPackage().IsMatch(name)));

    [Fact]
    public void Versions_are_pinned_in_one_place() => Assert.All(
        SourceTree.Projects,
        p => Assert.DoesNotContain("Version=", Repository.Text($"{p.Folder}/{FileOf(p.Folder)}"), StringComparison.Ordinal));

    private static string FileOf(string folder) => $"ProbBnn.{folder.Replace('/', '.')}.csproj";

    private static HashSet<string> Reachable(string folder)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>(Below[folder]);
        while (open.TryPop(out string? next))
        {
            if (found.Add(next))
            {
                foreach (string lower in Below[next])
                {
                    open.Push(lower);
                }
            }
        }
        return found;
    }

    [GeneratedRegex("^(xunit|FsCheck|FSharp|Microsoft\\.NET\\.Test)")]
    private static partial Regex TestPackage();
}
