// rho ~ Uniform(low, high);  N_c = floor(rho N);  of a random permutation the first N_c points are context, the rest targets.
// If N_c = 0, one target point is the context too; if no target is left, one context point is the target too
// (Rochussen and Fortuin, ICLR 2026).

using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>The share of a task's points that are context in a training step, drawn uniformly from a range.</summary>
public sealed record ContextShare
{
    /// <summary>A range of shares.</summary>
    /// <param name="low">Smallest share, at least 0.</param>
    /// <param name="high">Largest share, at least <paramref name="low"/> and at most 1.</param>
    /// <exception cref="OptionException">The range is not within [0, 1] or upside down.</exception>
    public ContextShare(double low, double high)
    {
        if (!(low >= 0 && low <= high && high <= 1))
        {
            throw new OptionException(new Problem(
                "not a range of context shares", "context share", FormattableString.Invariant($"{low}:{high}"), "0 <= low <= high <= 1",
                "give 0.1:0.6, for example"));
        }
        Low = low;
        High = high;
    }

    /// <summary>Smallest share.</summary>
    public double Low { get; }

    /// <summary>Largest share.</summary>
    public double High { get; }

    /// <summary>
    /// The split of a task with N points for one training step. With N at least 1 there is at least one context point and one target;
    /// one point is both where the draw leaves a side empty. With N = 0 both are empty.
    /// </summary>
    /// <param name="points">Number of points N of the task.</param>
    /// <param name="key">The key of the step and task.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of points is negative.</exception>
    public ContextSplit Draw(int points, RandomKey key)
    {
        var split = ContextSplit.Draw(points, ContextCount(points, key), PointsKey(key));
        return split switch
        {
            { Context.Count: 0, Target.Count: 0 } => split,
            { Context.Count: 0 } => split with { Context = [split.Target[0]] },
            { Target.Count: 0 } => split with { Target = [split.Context[0]] },
            _ => split,
        };
    }

    /// <summary>The split that <see cref="Draw(int, RandomKey)"/> gives for as many points, without allocating.</summary>
    /// <param name="order">One element for each point; receives the points in the order of the draw.</param>
    /// <param name="key">The key of the step and task.</param>
    /// <returns>Where in <paramref name="order"/> the context lies and where the targets do; they overlap where one point is
    /// both.</returns>
    public (Range Context, Range Target) Draw(Span<int> order, RandomKey key)
    {
        int contextCount = ContextCount(order.Length, key);
        PointsKey(key).Permute(order);
        int both = Math.Min(1, order.Length);
        return (
            ..Math.Max(contextCount, both),
            contextCount == order.Length ? ..both : contextCount..);
    }

    private static RandomKey PointsKey(RandomKey key) => key.Fold("points");

    private int ContextCount(int points, RandomKey key)
    {
        double share = Low + ((High - Low) * key.Fold("share").Uniform(0, 0));
        return Math.Clamp((int)Math.Floor(share * points), 0, Math.Max(points, 0));
    }
}
