// Block of points by block of points, layer by layer:  A_l = [H_{l-1}, 1] W_l' (+ A_{l-1}),  H_l = phi(A_l). Rows are points, lanes are
// units: weights are transposed once, so that the units of a layer lie side by side, zero where a row is padded; so is what comes out of
// padding before a nonlinearity. A last layer of few units is made of dot products instead.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The outputs of a dense network for one task and sample.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
internal static unsafe class DenseForward<T, TVector, TMath>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    /// <summary>Computes outputs, and what is kept where that is wanted.</summary>
    public static void Run(DenseLayout layout, in DenseItem<T> item)
    {
        using var scratch = Scratch.Enter();
        int last = layout.Layers - 1, points = layout.Points, block = layout.BlockRows;
        T** weights = stackalloc T*[layout.Layers];
        for (int layer = 0; layer < last; layer++)
        {
            weights[layer] = Transposed(layout, layer, item.Weights[layer], scratch);
        }
        bool thin = layout.IsThin(last + 1);
        weights[last] = item.Outputs is null ? null
            : thin ? DenseRows<T>.Padded(layout, last, item.Weights[last], scratch)
            : Transposed(layout, last, item.Weights[last], scratch);
        T* panels = item.Kept is null ? scratch.Take<T>((nint)block * layout.RowSize) : item.Kept;
        T* outputs = layout.IsWhole(last + 1) || thin ? null : scratch.Take<T>((nint)block * layout.Stride(last + 1));
        T* features = DenseRows<T>.NeedsPadding(layout, forward: true) ? scratch.Take<T>((nint)block * layout.Stride(0)) : null;
        for (int first = 0; first < points; first += block)
        {
            int rows = Math.Min(block, points - first);
            int room = item.Kept is null ? block : points, at = item.Kept is null ? 0 : first;
            T* below = item.Features + ((nint)first * layout.Width(0)), entered = below;
            int step = layout.Width(0);
            if (features is not null)
            {
                DenseRows<T>.Pad(rows, step, below, step, features, layout.Stride(0));
                below = entered = features;
                step = layout.Stride(0);
            }
            for (int layer = 0; layer < last; layer++)
            {
                int stride = layout.Stride(layer + 1), fanIn = layout.Width(layer);
                T* entering = panels + layout.Entering(layer + 1, room) + ((nint)at * stride);
                T* made = panels + layout.Features(layer + 1, room) + ((nint)at * stride);
                T* bias = weights[layer] + ((nint)fanIn * stride);
                DenseProduct<T, TVector, TMath>.Run(
                    rows, layout.Vectors(layer + 1), fanIn, below, step, 1, weights[layer], stride, bias, 0, entering, stride);
                DenseActivationPass<T, TVector, TMath>.Forward(
                    layout.Hidden[layer].Activation, rows, layout.Vectors(layer + 1), stride, entering,
                    layout.Hidden[layer].IsResidual ? entered : null, made);
                below = made;
                entered = entering;
                step = stride;
            }
            if (item.Outputs is not null)
            {
                T* to = item.Outputs + ((nint)first * layout.Width(last + 1));
                if (thin)
                    Dots(layout, rows, below, step, weights[last], item.Weights[last], to);
                else
                    Wide(layout, rows, below, step, weights[last], outputs, to);
            }
        }
    }

    /// <summary>Weights with the units of a layer side by side [incoming + 1, units padded].</summary>
    private static T* Transposed(DenseLayout layout, int layer, T* weights, in Scratch.Frame scratch)
    {
        int fanIn = layout.Width(layer) + 1, units = layout.Width(layer + 1), stride = layout.Stride(layer + 1);
        T* transposed = scratch.Take<T>((nint)fanIn * stride);
        Transposition.Copy(units, fanIn, weights, fanIn, transposed, stride);
        for (int k = 0; k < fanIn && units < stride; k++)
        {
            new Span<T>(transposed + ((nint)k * stride) + units, stride - units).Clear();
        }
        return transposed;
    }

    private static void Dots(DenseLayout layout, int rows, T* below, int step, T* padded, T* weights, T* outputs)
    {
        int last = layout.Layers - 1, fanIn = layout.Width(last), units = layout.Width(last + 1);
        int stride = layout.IsWhole(last) ? fanIn + 1 : layout.Stride(last);
        for (int unit = 0; unit < units; unit++)
        {
            DenseThin<T, TVector, TMath>.Dots(
                rows, layout.Vectors(last), below, step, padded + ((nint)unit * stride), weights[((nint)unit * (fanIn + 1)) + fanIn],
                outputs + unit, units);
        }
    }

    private static void Wide(DenseLayout layout, int rows, T* below, int step, T* weights, T* panel, T* outputs)
    {
        int last = layout.Layers - 1, fanIn = layout.Width(last), stride = layout.Stride(last + 1), units = layout.Width(last + 1);
        T* to = panel is null ? outputs : panel;
        DenseProduct<T, TVector, TMath>.Run(
            rows, layout.Vectors(last + 1), fanIn, below, step, 1, weights, stride, weights + ((nint)fanIn * stride), 0, to, stride);
        if (panel is not null)
        {
            DenseRows<T>.Unpad(rows, units, panel, stride, outputs, units);
        }
    }
}
