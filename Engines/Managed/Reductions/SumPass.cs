using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>One sum [outer, count, inner] -> [outer, inner] of row-major tensors.</summary>
/// <param name="Outer">Sums that lie one after the other.</param>
/// <param name="Count">Terms of each sum.</param>
/// <param name="Inner">Sums that lie side by side, as do their terms.</param>
internal readonly record struct SumPass(int Outer, int Count, int Inner)
{
    /// <summary>The passes that sum a tensor to a smaller shape: one for every run of summed axes, the longest first.</summary>
    /// <param name="from">The tensor's shape.</param>
    /// <param name="to">The smaller shape.</param>
    public static SumPass[] Chain(Shape from, Shape to)
    {
        int offset = from.Rank - to.Rank;
        var groups = new List<(int Size, bool Summed)>();
        for (int axis = 0; axis < from.Rank; axis++)
        {
            bool summed = axis < offset || to[axis - offset] != from[axis];
            if (from[axis] == 1)
            {
                continue;
            }
            if (groups.Count > 0 && groups[^1].Summed == summed)
                groups[^1] = (groups[^1].Size * from[axis], summed);
            else
                groups.Add((from[axis], summed));
        }
        var passes = new List<SumPass>();
        while (groups.Any(g => g.Summed))
        {
            int at = Enumerable.Range(0, groups.Count).Where(i => groups[i].Summed).MaxBy(i => (groups[i].Size, i));
            passes.Add(new SumPass(
                groups.Take(at).Aggregate(1, (size, g) => size * g.Size), groups[at].Size,
                groups.Skip(at + 1).Aggregate(1, (size, g) => size * g.Size)));
            groups.RemoveAt(at);
        }
        return [.. passes];
    }
}
