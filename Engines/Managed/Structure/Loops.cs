using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Nested loops over the elements of a row-major result and the places of its arguments; as few as will do, at least one.
/// </summary>
/// <param name="Sizes">Length of every loop, outermost first.</param>
/// <param name="Strides">For every argument, its step in every loop, in elements.</param>
internal sealed record Loops(int[] Sizes, int[][] Strides)
{
    /// <summary>Drops loops of length one and joins neighbours over which all arguments walk on evenly.</summary>
    /// <param name="shape">The result's dimensions.</param>
    /// <param name="strides">For every argument, its step along every axis of the result.</param>
    public static Loops Of(Shape shape, params int[][] strides)
    {
        var sizes = new List<int>();
        var kept = Array.ConvertAll(strides, _ => new List<int>());
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] == 1)
            {
                continue;
            }
            int at = axis;
            if (sizes.Count > 0 && Enumerable.Range(0, strides.Length).All(p => kept[p][^1] == strides[p][at] * shape[at]))
            {
                sizes[^1] *= shape[axis];
                for (int p = 0; p < strides.Length; p++)
                {
                    kept[p][^1] = strides[p][axis];
                }
                continue;
            }
            sizes.Add(shape[axis]);
            for (int p = 0; p < strides.Length; p++)
            {
                kept[p].Add(strides[p][axis]);
            }
        }
        if (sizes.Count == 0)
        {
            sizes.Add(1);
            Array.ForEach(kept, k => k.Add(1));
        }
        return new Loops([.. sizes], Array.ConvertAll(kept, k => k.ToArray()));
    }

    /// <summary>The steps of a tensor that is repeated to a larger shape: 0 along axes over which it repeats.</summary>
    /// <param name="source">The tensor's shape.</param>
    /// <param name="target">The larger shape.</param>
    public static int[] Broadcast(Shape source, Shape target)
    {
        int offset = target.Rank - source.Rank;
        var strides = source.Strides();
        return [.. Enumerable.Range(0, target.Rank).Select(i => i < offset || source[i - offset] == 1 ? 0 : strides[i - offset])];
    }
}
