using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The conjugate update of a layer. A fifth result, where there is one, keeps what the reverse mode needs.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="layer">Sizes and arguments.</param>
/// <param name="line">The line, with results for weights and KL.</param>
/// <param name="listing">The listing.</param>
internal sealed unsafe class ConjugateUpdateStep<T>(ConjugateLayer<T> layer, Line line, Listing listing) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _results = [.. line.Results];
    private readonly int[] _sizes = [.. line.Results.Select(r => r < 0 ? 0 : listing.Shapes[r].Size)];

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        if (layer.IsEmpty)
        {
            for (int i = 0; i < _results.Length; i++)
            {
                new Span<T>(Result(frame, i), _sizes[i]).Clear();
            }
            return;
        }
        var outputs = new ConjugateOutputs<T>
        {
            Weights = Result(frame, 0),
            Divergence = Result(frame, 1),
            ContextOutputs = Result(frame, 2),
            PosteriorMean = Result(frame, 3),
            Residuals = _results.Length > 4 ? Result(frame, 4) : null,
        };
        layer.Forward(layer.Inputs(frame), outputs, frame.Pool);
    }

    /// <inheritdoc/>
    public override long ScratchBytes(int threads) =>
        layer.IsEmpty ? 0 : new ConjugateScratch<T>(layer.Shape).Forward(threads, _results.Length > 4);

    private T* Result(in Frame<T> frame, int result) => _results[result] < 0 ? null : frame.Values[_results[result]];
}
