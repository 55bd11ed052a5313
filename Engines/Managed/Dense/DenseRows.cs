namespace ProbBnn.Engines.Managed;

/// <summary>Rows between tensors and panels, whose rows are padded by zeros to whole registers.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal static unsafe class DenseRows<T>
    where T : unmanaged
{
    /// <summary>Whether the features have to be copied to padded rows: where whole registers of them are read.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="forward">Whether it is about the forward pass.</param>
    public static bool NeedsPadding(DenseLayout layout, bool forward)
    {
        bool lastReads = layout.Hidden.Count == 0 && (!forward || layout.IsThin(1));
        bool skips = forward && layout.IsSkipped(0), sums = !forward && layout.Hidden.Count > 0 && !layout.IsThin(0);
        return !layout.IsWhole(0) && (lastReads || skips || sums);
    }

    /// <summary>A layer's weights without the bias in rows of whole registers: the weights themselves where nothing need be
    /// padded.</summary>
    public static T* Padded(DenseLayout layout, int layer, T* weights, in Scratch.Frame scratch)
    {
        if (layout.IsWhole(layer))
        {
            return weights;
        }
        int units = layout.Width(layer + 1), fanIn = layout.Width(layer), stride = layout.Stride(layer);
        T* padded = scratch.Take<T>((nint)units * stride);
        Pad(units, fanIn, weights, fanIn + 1, padded, stride);
        return padded;
    }

    /// <summary>Copies rows and fills each up with zeros.</summary>
    public static void Pad(int rows, int width, T* source, int sourceStride, T* target, int stride)
    {
        for (int n = 0; n < rows; n++, source += sourceStride, target += stride)
        {
            new ReadOnlySpan<T>(source, width).CopyTo(new Span<T>(target, stride));
            new Span<T>(target + width, stride - width).Clear();
        }
    }

    /// <summary>Copies rows without what fills them up.</summary>
    public static void Unpad(int rows, int width, T* source, int stride, T* target, int targetStride)
    {
        for (int n = 0; n < rows; n++, source += stride, target += targetStride)
        {
            new ReadOnlySpan<T>(source, width).CopyTo(new Span<T>(target, width));
        }
    }
}
