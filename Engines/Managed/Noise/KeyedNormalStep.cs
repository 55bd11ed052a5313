// A key's noise [rows, columns] has ceil(columns / 2) blocks a row; block (row, j) gives columns 2 j and 2 j + 1.

using System.Numerics;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Standard normal noise from keys; computed in double precision and rounded.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TWords">The register of words.</typeparam>
/// <typeparam name="TVector">The register of doubles.</typeparam>
/// <typeparam name="TNoise">The operations on words.</typeparam>
/// <typeparam name="TMath">The operations on doubles.</typeparam>
/// <param name="operation">Stream and dimensions.</param>
/// <param name="keys">The key input.</param>
/// <param name="counts">How many columns are wanted for each entry of the first axis; -1: all.</param>
/// <param name="y">The result.</param>
internal sealed unsafe class KeyedNormalStep<T, TWords, TVector, TNoise, TMath>(
    Operation.KeyedNormal operation, int keys, int counts, int y) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TWords : struct
    where TVector : struct
    where TNoise : INoiseLanes<TWords, TVector>
    where TMath : IArithmetic<double, TVector>
{
    private const double CostOfBlock = 4;
    private const int Tile = NoiseBlocks<TWords, TVector, TNoise, TMath>.Tile;

    private readonly int _batch = operation.Batch.Size, _rows = operation.Rows, _columns = operation.Columns;
    private readonly int _perCount = operation.Batch.Rank == 0 ? 1 : operation.Batch[1..].Size;
    private readonly string _stream = operation.Stream;

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        if (_rows == 0 || _columns == 0)
        {
            return;
        }
        int grain = Grain.Rows(_batch, CostOfBlock * _rows * ((_columns + 1) / 2), frame.Pool.Threads);
        T* wanted = counts < 0 ? null : frame.Values[counts];
        frame.Pool.Run(_batch == 0 ? 0 : (_batch - 1) / grain + 1, new Body(this, frame.Keys[keys], wanted, frame.Values[y], grain));
    }

    private void Draw(RandomKey key, int columns, T* to)
    {
        int lanes = TMath.Count, perRow = (columns + 1) / 2, blocks = _rows * perRow;
        if (blocks == 0)
        {
            return;
        }
        ulong* words = stackalloc ulong[2 * Tile];
        double* draws = stackalloc double[2 * Tile];
        for (int i = 0; i < lanes; i++)
        {
            words[i] = (ulong)(i / perRow);
            words[Tile + i] = (ulong)(i % perRow);
        }
        TWords row = TNoise.Load(words), block = TNoise.Load(words + Tile);
        TWords rowStep = TNoise.Broadcast((ulong)(lanes / perRow)), blockStep = TNoise.Broadcast((ulong)(lanes % perRow));
        var end = TNoise.Broadcast((ulong)perRow);
        for (int first = 0; first < blocks; first += Tile)
        {
            int count = Math.Min(Tile, blocks - first);
            for (int i = 0; i < count; i += lanes)
            {
                var (x0, x1) = NoiseBlocks<TWords, TVector, TNoise, TMath>.Words(key, row, block);
                TNoise.Store(words + i, x0);
                TNoise.Store(words + Tile + i, x1);
                (block, row) = TNoise.Carry(TNoise.Add(block, blockStep), end, TNoise.Add(row, rowStep));
            }
            NoiseBlocks<TWords, TVector, TNoise, TMath>.Normals(count, words, draws);
            Place(first, count, perRow, draws, to);
        }
    }

    private void Place(int first, int count, int perRow, double* draws, T* to)
    {
        if (2 * perRow == _columns)
        {
            T* pairs = to + (2 * (nint)first);
            for (int i = 0; i < count; i++)
            {
                pairs[2 * i] = T.CreateTruncating(draws[i]);
                pairs[(2 * i) + 1] = T.CreateTruncating(draws[Tile + i]);
            }
            return;
        }
        int row = first / perRow, block = first % perRow;
        for (int i = 0; i < count; i++)
        {
            T* at = to + ((nint)row * _columns) + (2 * block);
            at[0] = T.CreateTruncating(draws[i]);
            if ((2 * block) + 1 < _columns)
                at[1] = T.CreateTruncating(draws[Tile + i]);
            if (++block == perRow)
                (row, block) = (row + 1, 0);
        }
    }

    private readonly struct Body(KeyedNormalStep<T, TWords, TVector, TNoise, TMath> step, RandomKey* keys, T* wanted, T* y, int grain)
        : IParallelBody
    {
        public void Run(int item)
        {
            nint size = (nint)step._rows * step._columns;
            for (int i = item * grain; i < Math.Min((item + 1) * grain, step._batch); i++)
            {
                int columns = wanted is null ? step._columns : int.CreateTruncating(wanted[i / step._perCount]);
                step.Draw(keys[i].Fold(step._stream), Math.Clamp(columns, 0, step._columns), y + (i * size));
            }
        }
    }
}
