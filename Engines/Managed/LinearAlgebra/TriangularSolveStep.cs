using System.Numerics;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Solutions of triangular systems.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class TriangularSolveStep<T> : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _matrix, _right, _y, _order, _columns;
    private readonly bool _transposed;
    private readonly BatchAxis[] _axes;
    private readonly VectorWidth _width;

    /// <summary>Settles strides and batch.</summary>
    /// <param name="operation">Whether the systems are transposed.</param>
    /// <param name="matrix">The triangles.</param>
    /// <param name="right">The right-hand sides.</param>
    /// <param name="sides">Their shape; their batch may be smaller than the result's.</param>
    /// <param name="y">The solutions.</param>
    /// <param name="result">Their shape.</param>
    /// <param name="width">Register width.</param>
    public TriangularSolveStep(
        Operation.TriangularSolve operation, int matrix, int right, Shape sides, int y, Shape result, VectorWidth width)
    {
        (_matrix, _right, _y, _width, _transposed) = (matrix, right, y, width, operation.Transposed);
        (_order, _columns) = (result[^2], result[^1]);
        _axes = Batches.Of(result[..^2], (result[..^2], _order * _order), (sides[..^2], _order * _columns), _order * _columns);
    }

    /// <inheritdoc/>
    /// <exception cref="NumericalException">A diagonal element is zero or not finite.</exception>
    public override void Run(in Frame<T> frame)
    {
        T* matrix = frame.Values[_matrix];
        var problem = new TriangularProblem<T>(
            _order, _columns,
            _transposed ? MatrixView<T>.Transposed(matrix, _order) : MatrixView<T>.RowMajor(matrix, _order),
            !_transposed,
            MatrixView<T>.RowMajor(frame.Values[_right], _columns),
            MatrixView<T>.RowMajor(frame.Values[_y], _columns));
        if (TriangularSystems.Solve(problem, _axes, _width, frame.Pool) is { } failure)
        {
            throw Operation.TriangularSolve.NotInvertible(failure.Matrix, failure.Row);
        }
    }
}
