// Block of points by block of points, from the last layer to the first, with Abar_l the adjoint of what enters layer l's nonlinearity:
//   W_lbar += Abar_l' [H_{l-1}, 1],   Hbar = Abar_l W_l,   Abar_{l-1} = Hbar phi'(A_{l-1}) (+ Abar_l)
// Lanes are inputs of a layer; where it has few of them they are units. Blocks are added in order.

using System.Numerics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>The reverse mode of a dense network for one task and sample.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
internal static unsafe class DenseBackward<T, TVector, TMath>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    /// <summary>Computes the adjoints that are wanted from what was kept.</summary>
    public static void Run(DenseLayout layout, in DenseItem<T> item)
    {
        using var scratch = Scratch.Enter();
        T** places = stackalloc T*[3 * layout.Layers];
        var room = Take(layout, item, places, scratch);
        for (int first = 0; first < layout.Points; first += layout.BlockRows)
        {
            Block(layout, item, ref room, first, Math.Min(layout.BlockRows, layout.Points - first));
        }
        for (int layer = 0; layer < layout.Layers; layer++)
        {
            if (item.WeightBars[layer] is not null)
            {
                Finish(layout, layer, room.Sums[layer], room.Biases[layer], item.WeightBars[layer]);
            }
        }
    }

    private static Room Take(DenseLayout layout, in DenseItem<T> item, T** places, in Scratch.Frame scratch)
    {
        nint panel = (nint)layout.BlockRows * layout.WidestRow;
        var room = new Room
        {
            Weights = places,
            Sums = places + layout.Layers,
            Biases = places + (2 * layout.Layers),
            Zeros = scratch.TakeZeroed<T>(layout.WidestRow),
            Panel = scratch.Take<T>(panel),
            Spare = scratch.Take<T>(panel),
            Features = DenseRows<T>.NeedsPadding(layout, forward: false)
                ? scratch.Take<T>((nint)layout.BlockRows * layout.Stride(0)) : null,
        };
        for (int layer = 0; layer < layout.Layers; layer++)
        {
            bool passes = layer > 0 || item.FeaturesBar is not null;
            room.Weights[layer] = passes ? DenseRows<T>.Padded(layout, layer, item.Weights[layer], scratch) : null;
            room.Biases[layer] = scratch.TakeZeroed<T>(layout.Stride(layer + 1));
            room.Sums[layer] = Sums(layout, layer, item.WeightBars[layer], scratch);
        }
        return room;
    }

    /// <summary>A block of points, from the last layer to the first.</summary>
    private static void Block(DenseLayout layout, in DenseItem<T> item, ref Room room, int first, int rows)
    {
        int last = layout.Layers - 1, step = layout.Width(last + 1);
        T* bar = item.OutputBar + ((nint)first * step);
        AddRows(rows, step, bar, room.Biases[last]);
        for (int layer = last; layer >= 0; layer--)
        {
            T* below = layer > 0 ? Panel(layout, layer, item.Kept, first) : item.Features + ((nint)first * layout.Width(0));
            int belowStep = layer > 0 ? layout.Stride(layer) : layout.Width(0);
            if (layer == 0 && room.Features is not null)
            {
                DenseRows<T>.Pad(rows, belowStep, below, belowStep, room.Features, layout.Stride(0));
                below = room.Features;
                belowStep = layout.Stride(0);
            }
            if (room.Sums[layer] is not null)
            {
                AddWeights(layout, layer, rows, bar, step, below, belowStep, room.Sums[layer]);
            }
            if (room.Weights[layer] is null)
            {
                return;
            }
            int stride = layout.Stride(layer), row = layout.IsWhole(layer) ? layout.Width(layer) + 1 : stride;
            DenseProduct<T, TVector, TMath>.Run(
                rows, layout.Vectors(layer), layout.Width(layer + 1), bar, step, 1, room.Weights[layer], row, room.Zeros, 0, room.Panel,
                stride);
            T* skip = layout.IsSkipped(layer) ? bar : null;
            if (layer == 0)
            {
                DenseActivationPass<T, TVector, TMath>.Forward(
                    DenseActivation.Identity, rows, layout.Vectors(0), stride, room.Panel, skip, room.Panel);
                T* target = item.FeaturesBar + ((nint)first * layout.Width(0));
                DenseRows<T>.Unpad(rows, layout.Width(0), room.Panel, stride, target, layout.Width(0));
                return;
            }
            DenseActivationPass<T, TVector, TMath>.Backward(
                layout.Hidden[layer - 1].Activation, rows, layout.Vectors(layer), stride, room.Panel,
                item.Kept + layout.Entering(layer, layout.Points) + ((nint)first * stride), below, skip, room.Biases[layer - 1]);
            bar = room.Panel;
            step = stride;
            room.Panel = room.Spare;
            room.Spare = bar;
        }
    }

    private static bool UnitsAreLanes(DenseLayout layout, int layer) => layer < layout.Layers - 1 && layout.IsThin(layer);

    private static T* Panel(DenseLayout layout, int layer, T* kept, int first) =>
        kept + layout.Features(layer, layout.Points) + ((nint)first * layout.Stride(layer));

    /// <summary>Where a layer's sums over points grow: [incoming, units] where units are lanes, else [units, incoming], in place where no
    /// row need be padded.</summary>
    private static T* Sums(DenseLayout layout, int layer, T* weightBar, in Scratch.Frame scratch)
    {
        if (weightBar is null)
        {
            return null;
        }
        int fanIn = layout.Width(layer), units = layout.Width(layer + 1);
        if (UnitsAreLanes(layout, layer))
        {
            return scratch.TakeZeroed<T>((nint)fanIn * layout.Stride(layer + 1));
        }
        if (!layout.IsWhole(layer))
        {
            return scratch.TakeZeroed<T>((nint)units * layout.Stride(layer));
        }
        new Span<T>(weightBar, units * (fanIn + 1)).Clear();
        return weightBar;
    }

    private static void AddRows(int rows, int width, T* values, T* sums)
    {
        if (width == 1)
        {
            var sum = TMath.Broadcast(T.Zero);
            for (int n = 0; n < rows; n += TMath.Count)
            {
                int left = rows - n;
                sum = TMath.Add(sum, left >= TMath.Count ? TMath.Load(values + n) : TMath.LoadFirst(values + n, left));
            }
            *sums += TMath.Sum(sum);
            return;
        }
        for (int n = 0; n < rows; n++, values += width)
        {
            for (int unit = 0; unit < width; unit++)
            {
                sums[unit] += values[unit];
            }
        }
    }

    private static void AddWeights(DenseLayout layout, int layer, int rows, T* bar, int step, T* below, int belowStep, T* sums)
    {
        int fanIn = layout.Width(layer), units = layout.Width(layer + 1), stride = layout.Stride(layer + 1);
        int row = layout.IsWhole(layer) ? fanIn + 1 : layout.Stride(layer);
        if (UnitsAreLanes(layout, layer))
        {
            for (int k = 0; k < fanIn; k++)
            {
                DenseThin<T, TVector, TMath>.Sums(
                    rows, layout.Vectors(layer + 1), below + k, belowStep, bar, step, sums + ((nint)k * stride));
            }
        }
        else if (layout.IsThin(layer + 1))
        {
            for (int unit = 0; unit < units; unit++)
            {
                DenseThin<T, TVector, TMath>.Sums(
                    rows, layout.Vectors(layer), bar + unit, step, below, belowStep, sums + ((nint)unit * row));
            }
        }
        else
        {
            DenseProduct<T, TVector, TMath>.Run(
                units, layout.Vectors(layer), rows, bar, 1, step, below, belowStep, sums, row, sums, row);
        }
    }

    private static void Finish(DenseLayout layout, int layer, T* sums, T* biases, T* weightBar)
    {
        int fanIn = layout.Width(layer), units = layout.Width(layer + 1);
        if (UnitsAreLanes(layout, layer))
            Transposition.Copy(fanIn, units, sums, layout.Stride(layer + 1), weightBar, fanIn + 1);
        else if (sums != weightBar)
            DenseRows<T>.Unpad(units, fanIn, sums, layout.Stride(layer), weightBar, fanIn + 1);
        for (int unit = 0; unit < units; unit++)
        {
            weightBar[((nint)unit * (fanIn + 1)) + fanIn] = biases[unit];
        }
    }

    /// <summary>Scratch memory of one task and sample.</summary>
    private struct Room
    {
        /// <summary>For every layer, weights in whole registers, or null where nothing passes below.</summary>
        public T** Weights;

        /// <summary>For every layer, what its weights' adjoint grows in, or null where it is not wanted.</summary>
        public T** Sums;

        /// <summary>For every layer, the adjoint of its biases.</summary>
        public T** Biases;

        /// <summary>A row of zeros, to start sums from.</summary>
        public T* Zeros;

        /// <summary>The panel that the next adjoint goes to, and the one that holds the last.</summary>
        public T* Panel, Spare;

        /// <summary>The features of a block in whole registers, or null where they are read in place.</summary>
        public T* Features;
    }
}
