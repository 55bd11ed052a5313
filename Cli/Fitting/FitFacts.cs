using System.Diagnostics;
using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>A fit in words.</summary>
internal static class FitFacts
{
    /// <summary>A method and how long it works.</summary>
    public static string Sentence(TaskMethod method) => $"{method.Name}{(Length(method) is { } length ? $", {length}" : "")}";

    /// <summary>What limits or fills the time of a fit, behind its sentence; empty where nothing does.</summary>
    public static string Time(PreparedFit fit) => fit switch
    {
        { Record.Plan: { } plan } => $"{(fit.Method is MarkovChains ? ", then more draws" : "")} to fill {Phrase.Number(plan.Minutes)} min "
            + $"({Phrase.Number(1000 * plan.SecondsPerStep)} ms a step)",
        { Minutes: { } minutes } => $", for {Phrase.Number(minutes)} min at most",
        _ => "",
    };

    /// <summary>How a method is set.</summary>
    public static ValueList<Fact> Settings(TaskMethod method) =>
    [
        new Fact("Method", method.Name), .. Length(method) is { } length ? [new Fact("Length", length)] : Array.Empty<Fact>(),
        .. Ascent(method) is { } ascent ? [new Fact("Learning rate", RunFacts.Rate(ascent.LearningRate))] : Array.Empty<Fact>(),
    ];

    private static string? Length(TaskMethod method) => method switch
    {
        Exact => null,
        MarkovChains m => $"{Phrase.Count(m.Chains, "chain")} of {Phrase.Count(m.Run.WarmUp, "warm-up iteration")} and "
            + Phrase.Count(m.Run.Draws, "draw"),
        PerTask m => $"{Phrase.Count(m.Ascent.Steps, "step")} of {Phrase.Count(m.Samples, "weight sample")}",
        GaussianMethod m => $"{Phrase.Count(m.Ascent.Steps, "step")} of {Phrase.Count(m.Samples, "weight sample")}",
        GlobalInducing m => $"{Phrase.Count(m.Points, "inducing point")}, {Phrase.Count(m.Ascent.Steps, "step")} of "
            + Phrase.Count(m.Samples, "weight sample"),
        Ensemble m => $"{Phrase.Count(m.Members, "network")}, {Phrase.Count(m.Ascent.Steps, "step")}",
        Map m => Phrase.Count(m.Ascent.Steps, "step"),
        Swag m => $"{Phrase.Count(m.Ascent.Steps, "step")}, then {Phrase.Count(m.Snapshots, "snapshot")} every "
            + Phrase.Count(m.Every, "step"),
        _ => throw new UnreachableException(),
    };

    private static AscentOptions? Ascent(TaskMethod method) => method switch
    {
        Exact or MarkovChains => null,
        PerTask m => m.Ascent,
        GaussianMethod m => m.Ascent,
        GlobalInducing m => m.Ascent,
        Ensemble m => m.Ascent,
        Map m => m.Ascent,
        Swag m => m.Ascent,
        _ => throw new UnreachableException(),
    };
}
