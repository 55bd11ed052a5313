using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// The reverse mode of a conjugate update. An eleventh argument is what the update kept; without it, three more results are memory in which
/// the update is done again: what it keeps, its weights and its KL.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="layer">Sizes and arguments.</param>
/// <param name="line">The line.</param>
/// <param name="listing">The listing.</param>
internal sealed unsafe class ConjugateGradientStep<T>(ConjugateLayer<T> layer, Line line, Listing listing) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _arguments = [.. line.Arguments];
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
        var inputs = layer.Inputs(frame);
        bool again = _results.Length > 5;
        T* residuals = again ? Result(frame, 5) : frame.Values[_arguments[10]];
        if (again)
        {
            layer.Forward(
                inputs,
                new ConjugateOutputs<T> { Weights = Result(frame, 6), Divergence = Result(frame, 7), Residuals = residuals },
                frame.Pool);
        }
        var adjoints = new ConjugateAdjoints<T>
        {
            Weights = frame.Values[_arguments[8]],
            Divergence = frame.Values[_arguments[9]],
            Residuals = residuals,
        };
        var gradients = new ConjugateGradients<T>
        {
            Mean = Result(frame, 0),
            Factor = Result(frame, 1),
            Features = Result(frame, 2),
            Targets = Result(frame, 3),
            LogNoise = Result(frame, 4),
        };
        ConjugateUpdate.Backward(layer.Shape, inputs, adjoints, gradients, layer.Options, frame.Pool);
    }

    /// <inheritdoc/>
    public override long ScratchBytes(int threads) => layer.IsEmpty ? 0
        : Math.Max(
            new ConjugateScratch<T>(layer.Shape).Backward(threads, _results[2] >= 0),
            _results.Length > 5 ? new ConjugateScratch<T>(layer.Shape).Forward(threads, keeps: true) : 0);

    private T* Result(in Frame<T> frame, int result) => _results[result] < 0 ? null : frame.Values[_results[result]];
}
