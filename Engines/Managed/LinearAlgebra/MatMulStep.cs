using System.Numerics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Matrix products over the last two axes, batched with broadcasting over the others.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class MatMulStep<T> : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _a, _b, _y, _rows, _columns, _depth;
    private readonly (int Row, int Column) _strideA, _strideB;
    private readonly BatchAxis[] _axes;
    private readonly VectorWidth _width;

    /// <summary>Settles strides and batch.</summary>
    /// <param name="operation">Which factors are transposed.</param>
    /// <param name="a">The left argument.</param>
    /// <param name="left">Its shape.</param>
    /// <param name="b">The right argument.</param>
    /// <param name="right">Its shape.</param>
    /// <param name="y">The result.</param>
    /// <param name="result">Its shape.</param>
    /// <param name="width">Register width.</param>
    public MatMulStep(Operation.MatMul operation, int a, Shape left, int b, Shape right, int y, Shape result, VectorWidth width)
    {
        (_a, _b, _y, _width) = (a, b, y, width);
        (_rows, _columns) = (result[^2], result[^1]);
        _depth = operation.TransposeLeft ? left[^2] : left[^1];
        _strideA = operation.TransposeLeft ? (1, left[^1]) : (left[^1], 1);
        _strideB = operation.TransposeRight ? (1, right[^1]) : (right[^1], 1);
        _axes = Batches.Of(result[..^2], (left[..^2], _rows * _depth), (right[..^2], _depth * _columns), _rows * _columns);
    }

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame) => BatchedGemm.Multiply(
        new GemmProblem<T>(
            _rows, _columns, _depth,
            new MatrixView<T>(frame.Values[_a], _strideA.Row, _strideA.Column),
            new MatrixView<T>(frame.Values[_b], _strideB.Row, _strideB.Column),
            frame.Values[_y], _columns, T.One, accumulate: false),
        _axes, _width, frame.Pool);
}
