using System.Diagnostics;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>How many steps methods take; an iteration of a chain is a step.</summary>
internal static class MethodLength
{
    /// <summary>Of the steps of SWAG the last third passes through the maximum.</summary>
    private const int AveragingShare = 3;

    /// <summary>A method with so many gradient steps in all, in the proportions of its usual phases.</summary>
    /// <param name="method">A method that takes gradient steps.</param>
    /// <param name="steps">The steps, at least 1.</param>
    public static TaskMethod WithSteps(TaskMethod method, int steps) => method switch
    {
        PerTask m => m with { Ascent = m.Ascent with { Steps = steps } },
        GaussianMethod m => m with { Ascent = m.Ascent with { Steps = steps } },
        GlobalInducing m => m with { Ascent = m.Ascent with { Steps = steps } },
        Map m => m with { Ascent = m.Ascent with { Steps = steps } },
        Ensemble m => m with { Ascent = m.Ascent with { Steps = steps } },
        Swag m => Averaged(m, steps),
        _ => throw new UnreachableException(),
    };

    /// <summary>Chains with so many iterations of warm-up and of sampling each.</summary>
    public static MarkovChains WithIterations(MarkovChains chains, int warmUp, int draws) =>
        chains with { Run = chains.Run with { WarmUp = warmUp, Draws = draws } };

    /// <summary>A method that does not say how long it works: equal for two that differ in nothing else.</summary>
    public static TaskMethod Unsaid(TaskMethod method) => method switch
    {
        Exact => method,
        MarkovChains chains => WithIterations(chains, 0, 1),
        _ => WithSteps(method, 1),
    };

    private static Swag Averaged(Swag swag, int steps)
    {
        int averaging = Math.Max(2, steps / AveragingShare);
        var usual = new Swag();
        int snapshots = Math.Min(usual.Snapshots, averaging);
        return swag with
        {
            Ascent = swag.Ascent with { Steps = Math.Max(1, steps - averaging) },
            Snapshots = snapshots,
            Rank = Math.Min(usual.Rank, snapshots),
            Every = averaging / snapshots,
        };
    }
}
