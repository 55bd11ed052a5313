// With the mean as column 0, [mu | L] has row k non-zero up to column k + 1 (L[k, j] is column j + 1):
//   [P mu | P L]'[r, n] = sum_{k >= r-1} [mu | L][k, r] P[n, k]          rows r in blocks, the sum starting at the block's first column
//   Pbar'[k, n]        += sum_{r <= k+1} [mu | L][k, r] [-t | Z][n, r]
//   [mubar | Lbar][k, r] += sum_n P[n, k] [-t | Z][n, r],  k >= r-1      kept turned, [1 + K, K]: its rows are then blocks too

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// A lower triangular prior factor, laid out as it is, with the mean as the column before the first; where there is a weight form, also
/// transposed, with the mean as the row above.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal readonly unsafe struct LowerFactor<T, TVector, TLanes> : IPriorFactor<LowerFactor<T, TVector, TLanes>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    private const int RowsAtOnce = 8;

    private readonly int _weights;
    private readonly int _stride;
    private readonly int _squareStride;
    private readonly T* _square;
    private readonly T* _mean;
    private readonly T* _turned;

    private LowerFactor(in Scratch.Frame scratch, int weights, bool weightForm)
    {
        _weights = weights;
        _stride = ConjugateLayout<T>.Padded(weights);
        _squareStride = ConjugateLayout<T>.Line + _stride;
        _square = scratch.TakeZeroed<T>((nint)weights * _squareStride) + ConjugateLayout<T>.Line;
        _mean = scratch.TakeZeroed<T>(_stride);
        _turned = weightForm ? scratch.TakeZeroed<T>((nint)(1 + weights) * _stride) : null;
    }

    public nint GradientSize => (nint)(1 + _weights) * _stride;

    private T* Extended => _square - 1;

    public static LowerFactor<T, TVector, TLanes> Create(in Scratch.Frame scratch, int weights, bool weightForm) =>
        new(scratch, weights, weightForm);

    public void Fill(T* mean, T* factor)
    {
        for (int k = 0; k < _weights; k++)
        {
            T* row = _square + ((nint)k * _squareStride);
            row[-1] = mean[k];
            new Span<T>(factor, k + 1).CopyTo(new Span<T>(row, k + 1));
            factor += k + 1;
        }
        new Span<T>(mean, _weights).CopyTo(new Span<T>(_mean, _weights));
        if (_turned is not null)
        {
            new Span<T>(mean, _weights).CopyTo(new Span<T>(_turned, _weights));
            Transposition.Copy(_weights, _weights, _square, _squareStride, _turned + _stride, _stride);
        }
    }

    public void ScaleTurned(T* turned, T* scale, int vectors, T* psi, int stride)
    {
        var finish = new TileFinish<T>(TileTarget.Set, columnScale: scale);
        var panels = TileProduct<T, TVector, TLanes>.Panels(vectors);
        for (int panel = 0, column = 0; panel < panels.Count; panel++)
        {
            int across = panels.Length(panel);
            var blocks = TileProduct<T, TVector, TLanes>.Rows(1 + _weights, across);
            for (int block = 0, row = 0; block < blocks.Count; block++)
            {
                int height = blocks.Length(block), k = Math.Max(0, row - 1);
                TileProduct<T, TVector, TLanes>.Tile(
                    height, across, _weights - k, Extended + ((nint)k * _squareStride) + row, 1, _squareStride,
                    turned + ((nint)k * stride) + column, stride, psi + ((nint)row * stride) + column, stride, finish, row, column);
                row += height;
            }
            column += across * TLanes.Count;
        }
    }

    public void Scale(T* features, int points, T* scale, T* psi, T* meanOutputs)
    {
        Multiply(points, features, psi, new TileFinish<T>(TileTarget.Set, rowScale: scale, rowScaleStride: 1));
        RowKernel<T, TVector, TLanes>.Dots(points, _stride / TLanes.Count, features, _stride, _mean, meanOutputs);
    }

    public void Whiten(int rows, T* x, T* v) => Multiply(rows, x, v, TileFinish<T>.Set);

    public void Unwhiten(int rows, T* draws, T* w)
    {
        int line = ConjugateLayout<T>.Line;
        for (; rows > 0; rows--, draws += line + _stride, w += _stride)
        {
            T* v = draws + line;
            new Span<T>(v + _weights, _stride - _weights).Clear();
            for (int k = 0; k < _weights; k += RowsAtOnce)
            {
                int end = Math.Min(_weights, k + RowsAtOnce);
                RowKernel<T, TVector, TLanes>.Dots(
                    end - k, TileProduct<T, TVector, TLanes>.Vectors(end), _square + ((nint)k * _squareStride), _squareStride, v, w + k);
            }
            RowKernel<T, TVector, TLanes>.AddTo(_weights, _mean, w);
        }
    }

    public void GatherTurned(
        T* z, int points, int vectors, int stride, T* features, T* turned, T* gradient, T* turnedGradient, bool starts)
    {
        if (turnedGradient is not null)
        {
            var finish = starts ? TileFinish<T>.Set : TileFinish<T>.Add;
            var panels = TileProduct<T, TVector, TLanes>.Panels(vectors);
            for (int panel = 0, column = 0; panel < panels.Count; panel++)
            {
                int across = panels.Length(panel);
                var blocks = TileProduct<T, TVector, TLanes>.Rows(_weights - 1, across);
                for (int block = 0, row = 0; block < blocks.Count; block++)
                {
                    int height = blocks.Length(block);
                    TileProduct<T, TVector, TLanes>.Tile(
                        height, across, row + height + 1, Extended + ((nint)row * _squareStride), _squareStride, 1, z + column, stride,
                        turnedGradient + ((nint)row * stride) + column, stride, finish, row, column);
                    row += height;
                }
                column += across * TLanes.Count;
            }
        }
        if (gradient is not null)
        {
            GatherFactor(points, z, stride, 1, features, gradient);
        }
    }

    public void Gather(T* z, int points, T* features, T* gradient, T* featureGradient, bool starts)
    {
        if (featureGradient is not null)
        {
            MultiplyTransposed(points, z, featureGradient, starts ? TileFinish<T>.Set : TileFinish<T>.Add);
        }
        if (gradient is not null)
        {
            GatherFactor(points, z + ConjugateLayout<T>.Line - 1, 1, _squareStride, features, gradient);
        }
    }

    public void GatherDraws(int rows, T* draws, T* weightAdjoints, T* gradient) =>
        GatherFactor(rows, draws + ConjugateLayout<T>.Line - 1, 1, _squareStride, weightAdjoints, gradient);

    public void WriteMean(T* gradient, T* target) => new Span<T>(gradient, _weights).CopyTo(new Span<T>(target, _weights));

    public void WriteFactor(T* gradient, T* target)
    {
        const int block = 16;
        using var scratch = Scratch.Enter();
        T* rows = scratch.Take<T>(block * _stride);
        for (int start = 0; start < _weights; start += block)
        {
            int end = Math.Min(_weights, start + block);
            Transposition.Copy(end, end - start, gradient + _stride + start, _stride, rows, _stride);
            for (int k = start; k < end; k++)
            {
                new Span<T>(rows + ((nint)(k - start) * _stride), k + 1).CopyTo(new Span<T>(target, k + 1));
                target += k + 1;
            }
        }
    }

    /// <summary>target (+)= X L for padded rows X: a column of L starts at its diagonal.</summary>
    private void Multiply(int rows, T* x, T* target, in TileFinish<T> finish)
    {
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(_weights);
        for (int first = 0; first < vectors; first += TLanes.TileVectors)
        {
            int across = Math.Min(TLanes.TileVectors, vectors - first), k = first * TLanes.Count;
            TileProduct<T, TVector, TLanes>.Rectangle(
                rows, across, _weights - k, x + k, _stride, 1, _square + ((nint)k * _squareStride) + k, _squareStride, target + k, _stride,
                finish);
        }
    }

    /// <summary>target (+)= [x0 | X] [mu | L]' for rows laid out like draws: a column of L' ends at its diagonal.</summary>
    private void MultiplyTransposed(int rows, T* x, T* target, in TileFinish<T> finish)
    {
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(_weights);
        for (int first = 0; first < vectors; first += TLanes.TileVectors)
        {
            int across = Math.Min(TLanes.TileVectors, vectors - first), column = first * TLanes.Count;
            int depth = 1 + Math.Min(_weights, column + (across * TLanes.Count));
            TileProduct<T, TVector, TLanes>.Rectangle(
                rows, across, depth, x + ConjugateLayout<T>.Line - 1, _squareStride, 1, _turned + column, _stride, target + column, _stride,
                finish);
        }
    }

    /// <summary>gradient[r, k] += sum_i X[r, i] Y[i, k], k >= r - 1: the turned derivative of [mu | L].</summary>
    private void GatherFactor(int depth, T* x, nint xRow, nint xStep, T* y, T* gradient)
    {
        var panels = TileProduct<T, TVector, TLanes>.Panels(TileProduct<T, TVector, TLanes>.Vectors(_weights));
        for (int panel = 0, start = 0; panel < panels.Count; panel++)
        {
            int end = start + panels.Length(panel);
            var blocks = TileProduct<T, TVector, TLanes>.Rows(1 + _weights, panels.Length(panel));
            for (int block = 0, row = 0; block < blocks.Count; block++)
            {
                int height = blocks.Length(block), first = Math.Max(start, Math.Max(0, row - 1) / TLanes.Count);
                if (first >= end)
                {
                    break;
                }
                int column = first * TLanes.Count;
                TileProduct<T, TVector, TLanes>.Tile(
                    height, end - first, depth, x + (row * xRow), xRow, xStep, y + column, _stride,
                    gradient + ((nint)row * _stride) + column, _stride, TileFinish<T>.Add);
                row += height;
            }
            start = end;
        }
    }
}
