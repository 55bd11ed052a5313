using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Batch axes of products and solutions.</summary>
internal static class Batches
{
    /// <summary>As few axes as will do; none for a single problem.</summary>
    /// <param name="batch">The batch shape of the result.</param>
    /// <param name="a">The batch shape of the first argument, and the elements of one of its matrices.</param>
    /// <param name="b">The batch shape of the second argument, and the elements of one of its matrices.</param>
    /// <param name="sizeC">The elements of one matrix of the result.</param>
    public static BatchAxis[] Of(Shape batch, (Shape Shape, int Size) a, (Shape Shape, int Size) b, int sizeC)
    {
        if (batch.Size == 1)
        {
            return [];
        }
        var loops = Loops.Of(batch, Loops.Broadcast(a.Shape, batch), Loops.Broadcast(b.Shape, batch), batch.Strides());
        return [.. loops.Sizes.Select((size, i) => new BatchAxis(
            size, (nint)loops.Strides[0][i] * a.Size, (nint)loops.Strides[1][i] * b.Size, (nint)loops.Strides[2][i] * sizeC))];
    }
}
