// G = lam' R, R the pairs of features. An item is some rows of the triangle for one batch index: it makes the pairs of those rows for a
// tile of points, which stay in the core's cache, multiplies them with the weights of all units, and goes on to the next tile.

using System.Numerics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Sums over points of weighted products of features.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
internal sealed unsafe class WeightedGramStep<T, TVector, TMath> : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    private const int PointTile = 128, PairTile = 256;

    private readonly int _features, _weights, _result, _points, _order, _units, _pairs, _batch;
    private readonly int[] _firstRows;
    private readonly BatchAxis[] _axes;

    /// <summary>Settles the items.</summary>
    /// <param name="features">The features.</param>
    /// <param name="featureShape">Their shape.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="weightShape">Their shape.</param>
    /// <param name="result">The result.</param>
    /// <param name="resultShape">Its shape.</param>
    public WeightedGramStep(int features, Shape featureShape, int weights, Shape weightShape, int result, Shape resultShape)
    {
        (_features, _weights, _result) = (features, weights, result);
        (_points, _order, _units, _pairs) = (featureShape[^2], featureShape[^1], weightShape[^1], resultShape[^1]);
        _batch = resultShape[..^2].Size;
        _axes = Batches.Of(
            resultShape[..^2], (featureShape[..^2], _points * _order), (weightShape[..^2], _points * _units), _units * _pairs);
        var firstRows = new List<int> { 0 };
        for (int row = 0; row < _order; row++)
        {
            if (Pair(row + 1) - Pair(firstRows[^1]) > PairTile && row > firstRows[^1])
            {
                firstRows.Add(row);
            }
        }
        _firstRows = [.. firstRows, _order];
    }

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        if (_batch == 0 || _units == 0 || _order == 0)
        {
            return;
        }
        var body = new Body(this, frame.Values[_features], frame.Values[_weights], frame.Values[_result]);
        frame.Pool.Run(checked(_batch * (_firstRows.Length - 1)), body);
    }

    private static int Pair(int row) => row * (row + 1) / 2;

    private void Item(T* features, T* weights, T* result, int firstRow, int endRow)
    {
        int width = Pair(endRow) - Pair(firstRow);
        result += Pair(firstRow);
        using var scratch = Scratch.Enter();
        T* pairs = scratch.Take<T>(((nint)PointTile * width) + TMath.Count);
        T* row = scratch.TakeZeroed<T>(_order + TMath.Count);
        for (int unit = 0; unit < _units && _points == 0; unit++)
        {
            new Span<T>(result + ((nint)unit * _pairs), width).Clear();
        }
        for (int first = 0; first < _points; first += PointTile)
        {
            int count = Math.Min(PointTile, _points - first);
            T* to = pairs;
            for (int n = first; n < first + count; n++)
            {
                new ReadOnlySpan<T>(features + ((nint)n * _order), _order).CopyTo(new Span<T>(row, _order));
                for (int i = firstRow; i < endRow; to += ++i)
                {
                    var value = TMath.Broadcast(row[i]);
                    for (int j = 0; j <= i; j += TMath.Count)
                    {
                        TMath.Store(to + j, TMath.Multiply(value, TMath.Load(row + j)));
                    }
                }
            }
            Gemm.Multiply(
                new GemmProblem<T>(
                    _units, width, count, MatrixView<T>.Transposed(weights + ((nint)first * _units), _units),
                    MatrixView<T>.RowMajor(pairs, width), result, _pairs, T.One, accumulate: first > 0),
                TMath.Width);
        }
    }

    private readonly struct Body(WeightedGramStep<T, TVector, TMath> step, T* features, T* weights, T* result) : IParallelBody
    {
        public void Run(int item)
        {
            int blocks = step._firstRows.Length - 1, rest = item / blocks, block = item % blocks;
            nint a = 0, b = 0, c = 0;
            for (int axis = step._axes.Length - 1; axis >= 0; axis--)
            {
                var (count, strideA, strideB, strideC) = step._axes[axis];
                int at = rest % count;
                rest /= count;
                (a, b, c) = (a + (at * strideA), b + (at * strideB), c + (at * strideC));
            }
            step.Item(features + a, weights + b, result + c, step._firstRows[block], step._firstRows[block + 1]);
        }
    }
}
