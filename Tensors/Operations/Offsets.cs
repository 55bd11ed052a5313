namespace ProbBnn.Tensors;

/// <summary>Row-major positions in one tensor for every position in another; plain and slow, for the value rules.</summary>
internal static class Offsets
{
    /// <summary>For every element of the target shape, the position of the element of the source that is repeated there.</summary>
    public static int[] OfBroadcast(Shape source, Shape target)
    {
        var strides = source.Strides();
        int offset = target.Rank - source.Rank;
        return Of(target, [.. Enumerable.Range(0, target.Rank)
            .Select(i => i < offset || source[i - offset] == 1 ? 0 : strides[i - offset])]);
    }

    /// <summary>For every element of the shape, the dot product of its indices with the given strides.</summary>
    public static int[] Of(Shape shape, ReadOnlySpan<int> strides)
    {
        var result = new int[shape.Size];
        if (result.Length == 0)
        {
            return result;
        }
        Span<int> index = new int[shape.Rank];
        for (int i = 0, at = 0; ; i++)
        {
            result[i] = at;
            int axis = shape.Rank - 1;
            for (; axis >= 0 && ++index[axis] == shape[axis]; axis--)
            {
                at -= strides[axis] * (shape[axis] - 1);
                index[axis] = 0;
            }
            if (axis < 0)
            {
                return result;
            }
            at += strides[axis];
        }
    }
}
