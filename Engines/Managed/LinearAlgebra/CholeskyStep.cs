using System.Numerics;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Lower Cholesky factors.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="x">The matrices.</param>
/// <param name="shape">Their shape.</param>
/// <param name="y">The factors.</param>
/// <param name="width">Register width.</param>
internal sealed unsafe class CholeskyStep<T>(int x, Shape shape, int y, VectorWidth width) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _batch = shape[..^2].Size, _order = shape[^1];

    /// <inheritdoc/>
    /// <exception cref="NumericalException">A matrix is not positive definite.</exception>
    public override void Run(in Frame<T> frame)
    {
        if (SpdMatrices.Cholesky(_batch, _order, frame.Values[x], frame.Values[y], width, frame.Pool) is { } failure)
        {
            throw Operation.Cholesky.NotPositiveDefinite(failure.Matrix, failure.Row);
        }
    }
}
