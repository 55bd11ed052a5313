using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Dense networks of tasks and samples. A second result, where there is one, keeps what the reverse mode needs.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
/// <param name="arguments">Sizes and arguments.</param>
/// <param name="line">The line.</param>
internal sealed unsafe class DenseNetworkStep<T, TVector, TMath>(DenseArguments<T> arguments, Line line) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    private readonly int _outputs = line.Results[0], _kept = line.Results.Count > 1 ? line.Results[1] : -1;

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        int grain = arguments.Grain(frame.Pool.Threads, passes: 1), items = arguments.Layout.Items;
        frame.Pool.Run((items + grain - 1) / grain, new Body(this, frame, grain));
    }

    private void Items(in Frame<T> frame, int first, int count)
    {
        var layout = arguments.Layout;
        int end = Math.Min(first + count, layout.Items);
        T** weights = stackalloc T*[layout.Layers];
        for (int at = first; at < end; at++)
        {
            var item = arguments.Item(frame, at, weights);
            item.Outputs = arguments.Rows(frame, _outputs, at, layout.Width(layout.Layers));
            item.Kept = arguments.Rows(frame, _kept, at, layout.RowSize);
            DenseForward<T, TVector, TMath>.Run(layout, item);
        }
    }

    private readonly struct Body(DenseNetworkStep<T, TVector, TMath> step, Frame<T> frame, int grain) : IParallelBody
    {
        public void Run(int item) => step.Items(frame, item * grain, grain);
    }
}
