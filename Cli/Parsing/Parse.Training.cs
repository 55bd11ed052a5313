using ProbBnn.Data;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Hosting;
using ProbBnn.Inference;
using ProbBnn.Objectives;

namespace ProbBnn.Cli;

internal static partial class Parse
{
    private const int MinutesOfYear = 525_600;

    /// <summary>A range of context shares, <c>0.1:0.6</c>, or a single share.</summary>
    public static ContextShare Context(string option, string text)
    {
        var (low, high) = Ends(option, text, "a share of the points or a range of shares, 0 <= low <= high <= 1", "0.1:0.6");
        return low >= 0 && low <= high && high <= 1
            ? new ContextShare(low, high)
            : throw Refused(option, text, "a share of the points or a range of shares, 0 <= low <= high <= 1", "0.1:0.6");
    }

    /// <summary>A learning rate: <c>1e-3:5e-5</c> changes over training by the schedule, <c>1e-3</c> stays.</summary>
    public static LearningRate LearningRate(string option, string text, string schedule = "linear")
    {
        const string Expected = "a positive learning rate, or the first and the last one";
        var (from, to) = Ends(option, text, Expected, "1e-3:5e-5");
        return !(from > 0 && to > 0) ? throw Refused(option, text, Expected, "1e-3:5e-5")
            : !text.Contains(':', StringComparison.Ordinal) ? new LearningRate.Constant(from)
            : Word<LearningRate>("--schedule", schedule,
                ("linear", new LearningRate.Linear(from, to)), ("cosine", new LearningRate.Cosine(from, to)));
    }

    /// <summary>An objective by its short name.</summary>
    public static Objective Objective(string option, string text, int samples) => Word<Objective>(option, text,
        ("pp-avi", new Objective.PpAvi(samples)), ("po-avi", new Objective.PoAvi(samples)), ("p-avi", new Objective.PAvi(samples)),
        ("avi", new Objective.Avi(samples)), ("npvi", new Objective.Npvi(samples)), ("npml", new Objective.Npml(samples)),
        ("mpl", new Objective.Mpl(samples)), ("mpl-by-point", new Objective.MplByPoint(samples)));

    /// <summary>A number format.</summary>
    public static EnginePrecision Precision(string option, string text) => Word(option, text,
        ("double", EnginePrecision.Double), ("single", EnginePrecision.Single));

    /// <summary>An engine.</summary>
    public static EngineKind Engine(string option, string text, string? libraryPath) => Word<EngineKind>(option, text,
        ("managed", new EngineKind.Managed()), ("libtorch:cpu", new EngineKind.LibTorch(new LibTorchDevice.Cpu(), libraryPath)),
        ("libtorch:cuda", new EngineKind.LibTorch(new LibTorchDevice.Cuda(), libraryPath)));

    /// <summary>A time in minutes, a year at most.</summary>
    public static double Minutes(string option, string text) => Number(
        option, text, value => value is > 0 and <= MinutesOfYear, $"a number of minutes, above 0 and at most {MinutesOfYear}", "20");

    /// <summary>A share of tasks or points, above 0 and below 1.</summary>
    public static double Share(string option, string text, string example) =>
        Number(option, text, value => value is > 0 and < 1, "a share above 0 and below 1", example);

    private static (double From, double To) Ends(string option, string text, string expected, string example)
    {
        string[] parts = text.Split(':');
        return parts.Length <= 2 && TryNumber(parts[0], out double from) && TryNumber(parts[^1], out double to)
            ? (from, to)
            : throw Refused(option, text, expected, example);
    }
}
