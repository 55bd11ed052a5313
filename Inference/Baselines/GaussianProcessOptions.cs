using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// How hyper-parameters of a Gaussian process are searched. The limits keep the search to seconds: beyond them tasks, and points within
/// a task, are drawn at random by key.
/// </summary>
public sealed record GaussianProcessOptions
{
    /// <summary>Most training tasks that enter the marginal likelihood where tasks have inputs of their own.</summary>
    public int MaxTasks { get; init; } = 128;

    /// <summary>Most points of a task that enter where tasks have inputs of their own.</summary>
    public int MaxPointsPerTask { get; init; } = 100;

    /// <summary>Most training tasks that enter where all tasks share one grid, so that one factorisation serves all.</summary>
    public int MaxTasksOnSharedGrid { get; init; } = 500;

    /// <summary>Most points of a shared grid that enter.</summary>
    public int MaxPointsOfSharedGrid { get; init; } = 200;

    /// <summary>Number of starting points; the best after a few steps is followed to the end.</summary>
    public int Starts { get; init; } = 4;

    /// <summary>Most quasi-Newton steps from the best start.</summary>
    public int MaxIterations { get; init; } = 200;

    /// <summary>Lower bound of the noise, in units of the (standardised) output: noise^2 = floor^2 + a learned square.</summary>
    public StdDev NoiseFloor { get; init; } = StdDev.Of(1e-4);

    /// <summary>Refuses limits that are not positive.</summary>
    /// <exception cref="OptionException">A limit is not positive.</exception>
    internal void Require()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(MaxTasks), MaxTasks), (nameof(MaxPointsPerTask), MaxPointsPerTask),
            (nameof(MaxTasksOnSharedGrid), MaxTasksOnSharedGrid), (nameof(MaxPointsOfSharedGrid), MaxPointsOfSharedGrid),
            (nameof(Starts), Starts), (nameof(MaxIterations), MaxIterations),
        })
        {
            if (value < 1)
            {
                throw new OptionException(new Problem(
                    "not a limit", $"{nameof(GaussianProcessOptions)}.{name}", value.ToString((IFormatProvider?)null), "at least 1"));
            }
        }
    }
}
