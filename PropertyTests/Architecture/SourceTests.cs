using System.Text.RegularExpressions;
using ProbBnn.PropertyTests.Docs;
using Xunit;

namespace ProbBnn.PropertyTests.Architecture;

/// <summary>Rules of the house that source files show: one public type a file, short files, randomness from keys alone.</summary>
public partial class SourceTests
{
    private const int Lines = 350;

    private static IEnumerable<string> Product => SourceTree.Files.Where(f => !f.StartsWith("PropertyTests/", StringComparison.Ordinal));

    /// <summary>
    /// A file is named after its public type (or that and a part of it); a generic type may bring its companion of equal name.
    /// </summary>
    [Fact]
    public void A_file_holds_one_public_type_and_bears_its_name() => Assert.All(Product, file =>
    {
        string[] names = [.. PublicType().Matches(Repository.Text(file)).Select(m => m.Groups["name"].Value).Distinct()];
        Assert.True(names.Length <= 1, $"{file} holds {string.Join(", ", names)}");
        string own = Path.GetFileNameWithoutExtension(file).Split('.')[0];
        // The cases of a union in files of their own are parts of the union.
        Assert.All(names, n => Assert.True(n == own || CaseOf(n, own).IsMatch(Repository.Text(file)), $"{file} holds {n}"));
    });

    [Fact]
    public void No_file_is_long() => Assert.All(
        Product, file => Assert.InRange(Repository.Text(file).Count(c => c == '\n'), 0, Lines));

    [Fact]
    public void Randomness_comes_from_keys_alone() => Assert.All(
        Product, file => Assert.DoesNotMatch("\\bRandom\\.Shared\\b|\\bnew (System\\.)?Random\\(", Repository.Text(file)));

    [GeneratedRegex(
        "^public (?:static |sealed |abstract |readonly |unsafe |partial |record )*(?:class|record|struct|interface|enum) (?<name>\\w+)",
        RegexOptions.Multiline)]
    private static partial Regex PublicType();

    private static Regex CaseOf(string union, string name) =>
        new($"^public abstract partial record {union}\\b[\\s\\S]*^    public (sealed|abstract) record {name}\\b", RegexOptions.Multiline);
}
