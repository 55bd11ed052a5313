using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Which points of a task are given (the context) and which are predicted (the targets), as positions in the task.</summary>
/// <param name="Context">Positions of the context points.</param>
/// <param name="Target">Positions of the target points.</param>
public sealed record ContextSplit(ValueList<int> Context, ValueList<int> Target)
{
    /// <summary>A random context of the given size; the rest are targets.</summary>
    /// <param name="points">Number of points of the task.</param>
    /// <param name="contextCount">Number of context points, from 0 to <paramref name="points"/>.</param>
    /// <param name="key">The key of the draw.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public static ContextSplit Draw(int points, int contextCount, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        ArgumentOutOfRangeException.ThrowIfNegative(contextCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(contextCount, points);
        var order = key.Permutation(points);
        return new ContextSplit(ValueList.Create<int>(order.AsSpan(0, contextCount)), ValueList.Create<int>(order.AsSpan(contextCount)));
    }

    /// <summary>
    /// The split of an evaluation: max(1, floor(fraction x points)) context points at random, the rest targets. A task with one point has
    /// no target; one without points has neither.
    /// </summary>
    /// <param name="points">Number of points of the task.</param>
    /// <param name="fraction">The share of the points to give, from 0 to below 1.</param>
    /// <param name="key">The key of the draw.</param>
    /// <exception cref="OptionException">The share is outside its range.</exception>
    public static ContextSplit ForEvaluation(int points, double fraction, RandomKey key)
    {
        if (!(fraction >= 0 && fraction < 1))
        {
            throw new OptionException(new Problem(
                "not a share of the points", "context fraction", fraction.ToString("R", null), "a number from 0 to below 1",
                "give 0.3, for example"));
        }
        return Draw(points, Math.Min(points, Math.Max(1, (int)Math.Floor(fraction * points))), key);
    }
}
