using System.Text.RegularExpressions;
using ProbBnn.Cli;
using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>Command lines that documents show are understood by the tool, and do what they say on small files.</summary>
[Collection(nameof(RunsAlone))]
public sealed partial class ToolCommandTests : IDisposable
{
    private readonly DocumentFolder folder = new();

    public static TheoryData<string> Documents => [.. Repository.Documents.Where(document => ToolCommands.Of(document).Any())];

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(Documents))]
    public void Every_verb_and_option_is_on_its_help_page(string document) => Assert.All(ToolCommands.Of(document), command =>
    {
        string[] verb = [.. command.Arguments.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))];
        var (code, help) = Run([.. verb, "--help"]);
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains($"probbnn {string.Join(' ', verb)} ", help, StringComparison.Ordinal);
        var known = Option().Matches(help).Select(match => match.Value).ToHashSet();
        Assert.All(command.Arguments.Skip(verb.Length).Where(word => word.StartsWith("--", StringComparison.Ordinal)), word =>
            Assert.Contains(word, known));
    });

    /// <summary>In the order of the document, with two steps of training and two samples, or twenty draws; the demo has tests of
    /// its own, and what needs the libtorch engine's library is run where it is.</summary>
    [Theory, MemberData(nameof(Documents))]
    public void Every_command_line_does_what_it_says(string document) => Assert.All(
        ToolCommands.Of(document).Where(command => command.Arguments[0] != "demo" && CanRun(command)), command =>
    {
        var (code, printed) = Run(Abridged(command.Arguments));
        Assert.True(code == ExitCode.Success, $"{command}\n{printed}");
    });

    private static bool CanRun(ToolCommand command) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PROBBNN_LIBTORCH"))
        || !command.Arguments.Any(word => word.StartsWith("libtorch", StringComparison.Ordinal));

    private static string[] Abridged(IReadOnlyList<string> arguments)
    {
        if (arguments[0] is "fit" or "compare" && !arguments.Contains("--resume"))
        {
            return [.. arguments, .. Short(arguments[arguments.ToList().IndexOf("--inference") + 1].Split(','))];
        }
        if (arguments[0] != "train" || arguments.Contains("--resume"))
        {
            return [.. arguments];
        }
        int length = arguments.ToList().FindIndex(word => word is "--steps" or "--minutes");
        return [.. length < 0 ? arguments : arguments.Where((_, i) => i != length && i != length + 1), "--steps", "2", "--samples", "2"];
    }

    private static IEnumerable<string> Short(string[] methods)
    {
        bool chains = methods.Any(m => m is "nuts" or "hmc" or "langevin");
        bool steps = methods.Any(m => m is not ("nuts" or "hmc" or "langevin" or "exact" or "amortised"));
        return [.. chains ? ["--warmup", "20", "--draws", "20", "--chains", "2"] : Array.Empty<string>(),
            .. steps ? ["--steps", "2"] : Array.Empty<string>()];
    }

    private static (int Code, string Printed) Run(IReadOnlyList<string> arguments)
    {
        using var printed = new StringWriter();
        return (Tool.Run(arguments, printed, printed), printed.ToString());
    }

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Option();
}
