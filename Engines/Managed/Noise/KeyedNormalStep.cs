// Threefry-2x64 with 20 rounds as in RandomKey, a register of counters at a time. A key's noise [rows, columns] has ceil(columns / 2)
// blocks a row; block (row, j) gives columns 2 j and 2 j + 1 by Box and Muller: r cos t and r sin t, r = sqrt(-2 ln u0), t = 2 pi u1.

using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
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
    private const ulong Parity = 0x1BD11BDAA9FC1A22UL;
    private const double CostOfBlock = 4;
    private const int Tile = 128;

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
                var (x0, x1) = Words(key, row, block);
                TNoise.Store(words + i, x0);
                TNoise.Store(words + Tile + i, x1);
                (block, row) = TNoise.Carry(TNoise.Add(block, blockStep), end, TNoise.Add(row, rowStep));
            }
            for (int i = 0; i < count; i += lanes)
            {
                var u = TNoise.ToUnit(TNoise.Load(words + i));
                TMath.Store(draws + i, TMath.Sqrt(TMath.Multiply(TMath.Broadcast(-2), TMath.Log(u))));
            }
            for (int i = 0; i < count; i += lanes)
            {
                var turns = TMath.Multiply(TNoise.ToUnit(TNoise.Load(words + Tile + i)), TMath.Broadcast(4));
                var quadrant = TMath.Round(turns);
                var angle = TMath.Multiply(TMath.Subtract(turns, quadrant), TMath.Broadcast(Math.PI / 2));
                var (sine, cosine) = Trigonometry.Quadrants<double, TVector, TMath>(angle, quadrant);
                var radius = TMath.Load(draws + i);
                TMath.Store(draws + i, TMath.Multiply(radius, cosine));
                TMath.Store(draws + Tile + i, TMath.Multiply(radius, sine));
            }
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TWords X0, TWords X1) Words(RandomKey key, TWords row, TWords block)
    {
        ulong third = key.Word0 ^ key.Word1 ^ Parity;
        TWords x0 = TNoise.Add(row, TNoise.Broadcast(key.Word0)), x1 = TNoise.Add(block, TNoise.Broadcast(key.Word1));
        FourRounds(ref x0, ref x1, 16, 42, 12, 31);
        Inject(ref x0, ref x1, key.Word1, third + 1);
        FourRounds(ref x0, ref x1, 16, 32, 24, 21);
        Inject(ref x0, ref x1, third, key.Word0 + 2);
        FourRounds(ref x0, ref x1, 16, 42, 12, 31);
        Inject(ref x0, ref x1, key.Word0, key.Word1 + 3);
        FourRounds(ref x0, ref x1, 16, 32, 24, 21);
        Inject(ref x0, ref x1, key.Word1, third + 4);
        FourRounds(ref x0, ref x1, 16, 42, 12, 31);
        Inject(ref x0, ref x1, third, key.Word0 + 5);
        return (x0, x1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Inject(ref TWords x0, ref TWords x1, ulong word0, ulong word1)
    {
        x0 = TNoise.Add(x0, TNoise.Broadcast(word0));
        x1 = TNoise.Add(x1, TNoise.Broadcast(word1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRounds(
        ref TWords x0, ref TWords x1, [ConstantExpected] byte r0, [ConstantExpected] byte r1, [ConstantExpected] byte r2,
        [ConstantExpected] byte r3)
    {
        x0 = TNoise.Add(x0, x1);
        x1 = TNoise.Xor(TNoise.RotateLeft(x1, r0), x0);
        x0 = TNoise.Add(x0, x1);
        x1 = TNoise.Xor(TNoise.RotateLeft(x1, r1), x0);
        x0 = TNoise.Add(x0, x1);
        x1 = TNoise.Xor(TNoise.RotateLeft(x1, r2), x0);
        x0 = TNoise.Add(x0, x1);
        x1 = TNoise.Xor(TNoise.RotateLeft(x1, r3), x0);
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
