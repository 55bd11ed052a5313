using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// The reverse mode of dense networks. The last argument is what the network kept; without it, one more result is memory in which the
/// network is done again.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
/// <param name="arguments">Sizes and arguments.</param>
/// <param name="line">The line.</param>
internal sealed unsafe class DenseGradientStep<T, TVector, TMath>(DenseArguments<T> arguments, Line line) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    private readonly int[] _results = [.. line.Results];
    private readonly int _outputBar = line.Arguments[arguments.Layout.Layers + 1];
    private readonly bool _again = line.Results.Count > arguments.Layout.Layers + 1;
    private readonly int _kept = line.Results.Count > arguments.Layout.Layers + 1 ? line.Results[^1] : line.Arguments[^1];

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        int grain = arguments.Grain(frame.Pool.Threads, passes: _again ? 3 : 2), items = arguments.Layout.Items;
        frame.Pool.Run((items + grain - 1) / grain, new Body(this, frame, grain));
    }

    private void Items(in Frame<T> frame, int first, int count)
    {
        var layout = arguments.Layout;
        int end = Math.Min(first + count, layout.Items);
        T** places = stackalloc T*[2 * layout.Layers];
        T** bars = places + layout.Layers;
        for (int at = first; at < end; at++)
        {
            var item = arguments.Item(frame, at, places);
            item.Kept = arguments.Rows(frame, _kept, at, layout.RowSize);
            if (_again)
            {
                DenseForward<T, TVector, TMath>.Run(layout, item);
            }
            for (int layer = 0; layer < layout.Layers; layer++)
            {
                bars[layer] = arguments.Weights(frame, _results[layer + 1], at, layer);
            }
            item.OutputBar = arguments.Rows(frame, _outputBar, at, layout.Width(layout.Layers));
            item.FeaturesBar = arguments.Rows(frame, _results[0], at, layout.Width(0));
            item.WeightBars = bars;
            DenseBackward<T, TVector, TMath>.Run(layout, item);
        }
    }

    private readonly struct Body(DenseGradientStep<T, TVector, TMath> step, Frame<T> frame, int grain) : IParallelBody
    {
        public void Run(int item) => step.Items(frame, item * grain, grain);
    }
}
