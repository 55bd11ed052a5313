// Column c of a row lies in block floor(c / 2) of that row: r cos t where c is even, r sin t where it is odd. Columns come in any order, so
// each has a block of its own computed, half of which is not used.

using System.Globalization;
using System.Numerics;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Standard normal noise from keys at chosen columns; computed in double precision and rounded.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TWords">The register of words.</typeparam>
/// <typeparam name="TVector">The register of doubles.</typeparam>
/// <typeparam name="TNoise">The operations on words.</typeparam>
/// <typeparam name="TMath">The operations on doubles.</typeparam>
/// <param name="at">What is drawn.</param>
internal sealed unsafe class KeyedNormalAtStep<T, TWords, TVector, TNoise, TMath>(NoiseAt at) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TWords : struct
    where TVector : struct
    where TNoise : INoiseLanes<TWords, TVector>
    where TMath : IArithmetic<double, TVector>
{
    private const double CostOfBlock = 4;
    private const int Tile = NoiseBlocks<TWords, TVector, TNoise, TMath>.Tile;

    private readonly int _rows = at.Operation.Rows, _items = at.Operation.Batch.Size * at.Operation.Rows, _columns = at.Columns;
    private readonly string _stream = at.Operation.Stream;

    /// <inheritdoc/>
    /// <exception cref="NumericalException">A position is not a whole number of at least 0.</exception>
    public override void Run(in Frame<T> frame)
    {
        T* positions = frame.Values[at.Positions];
        for (int i = 0; i < _columns; i++)
        {
            if (!(positions[i] >= T.Zero && T.IsInteger(positions[i]) && positions[i] <= T.CreateSaturating(long.MaxValue / 2)))
            {
                throw Operation.KeyedNormalAt.NotAColumn(i, positions[i].ToString("R", CultureInfo.InvariantCulture));
            }
        }
        if (_items == 0 || _columns == 0)
        {
            return;
        }
        int grain = Grain.Rows(_items, CostOfBlock * _columns, frame.Pool.Threads);
        frame.Pool.Run((_items - 1) / grain + 1, new Body(this, frame.Keys[at.Keys], positions, frame.Values[at.Result], grain));
    }

    private void Draw(RandomKey key, int row, T* positions, T* to)
    {
        int lanes = TMath.Count;
        ulong* words = stackalloc ulong[2 * Tile];
        double* draws = stackalloc double[2 * Tile];
        var rows = TNoise.Broadcast((ulong)row);
        for (int first = 0; first < _columns; first += Tile)
        {
            int count = Math.Min(Tile, _columns - first);
            for (int i = 0; i < count; i++)
            {
                words[i] = ulong.CreateTruncating(positions[first + i]) >> 1;
            }
            for (int i = 0; i < count; i += lanes)
            {
                var (x0, x1) = NoiseBlocks<TWords, TVector, TNoise, TMath>.Words(key, rows, TNoise.Load(words + i));
                TNoise.Store(words + i, x0);
                TNoise.Store(words + Tile + i, x1);
            }
            NoiseBlocks<TWords, TVector, TNoise, TMath>.Normals(count, words, draws);
            for (int i = 0; i < count; i++)
            {
                bool odd = (ulong.CreateTruncating(positions[first + i]) & 1) == 1;
                to[first + i] = T.CreateTruncating(odd ? draws[Tile + i] : draws[i]);
            }
        }
    }

    private readonly struct Body(
        KeyedNormalAtStep<T, TWords, TVector, TNoise, TMath> step, RandomKey* keys, T* positions, T* y, int grain) : IParallelBody
    {
        public void Run(int item)
        {
            for (int i = item * grain; i < Math.Min((item + 1) * grain, step._items); i++)
            {
                step.Draw(keys[i / step._rows].Fold(step._stream), i % step._rows, positions, y + ((nint)i * step._columns));
            }
        }
    }
}
