using ProbBnn.Foundation;
using ProbBnn.Objectives;

namespace ProbBnn.Inference;

/// <summary>
/// Draws which points of a task a step uses and which of them are context: a permutation's first points, then
/// <see cref="Data.ContextShare"/>. Where the objective conditions on targets, all are context, those known before them first.
/// What is drawn is a function of the key; the arrays it lies in are used again by the next draw.
/// </summary>
/// <param name="mostPoints">Points of the largest task.</param>
/// <param name="objective">Whether tasks are split.</param>
/// <param name="options">The shares.</param>
internal sealed class PointDraw(int mostPoints, Objective objective, FitOptions options)
{
    private readonly int[] subset = new int[mostPoints];
    private readonly int[] order = new int[mostPoints];

    /// <summary>The points of a task.</summary>
    /// <param name="points">How many it has.</param>
    /// <param name="key">The key of the step and task.</param>
    public DrawnPoints Draw(int points, RandomKey key)
    {
        var drawn = order.AsSpan(0, BatchShape.PointsUsed(points, options.PointShare));
        var (context, target) = Split(drawn, key.Fold("split"));
        if (drawn.Length < points)
        {
            Within(points, key.Fold("subset"), drawn);
        }
        int contextEnd = context.End.GetOffset(drawn.Length);
        var (start, length) = target.GetOffsetAndLength(drawn.Length);
        if (objective.ConditionsOnTargets)
        {
            return new DrawnPoints(drawn, [], drawn.Slice(start, length), contextEnd);
        }
        int shared = Math.Clamp(contextEnd - start, 0, length);
        return new DrawnPoints(drawn[..contextEnd], drawn.Slice(start + shared, length - shared), drawn.Slice(start, shared));
    }

    private (Range Context, Range Target) Split(Span<int> drawn, RandomKey key)
    {
        if (objective.SplitsTasks)
        {
            return options.Context.Draw(drawn, key);
        }
        for (int i = 0; i < drawn.Length; i++)
        {
            drawn[i] = i;
        }
        return (.., ..0);
    }

    /// <summary>Turns positions in a random subset of the points into positions in the task.</summary>
    private void Within(int points, RandomKey key, Span<int> positions)
    {
        var all = subset.AsSpan(0, points);
        key.Permute(all);
        foreach (ref int position in positions)
        {
            position = all[position];
        }
    }
}
