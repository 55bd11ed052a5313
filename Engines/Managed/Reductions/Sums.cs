using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Sums of terms that lie one after the other, and of rows.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
internal static unsafe class Sums<T, TVector, TMath>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    private const int TermsOfBlock = 4096;
    private const int RowsOfBlock = 128;
    private const double CostOfTerm = 0.3;

    /// <summary>Runs a pass on all threads.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="from">The terms, [outer, count, inner].</param>
    /// <param name="to">Receives the sums, [outer, inner].</param>
    /// <param name="pool">The threads.</param>
    public static void Reduce(SumPass pass, T* from, T* to, WorkerPool pool)
    {
        int block = pass.Inner == 1 ? TermsOfBlock : RowsOfBlock;
        int blocks = (pass.Count + block - 1) / block;
        if (blocks <= 1)
        {
            Blocks(pass, pass.Count, 1, from, to, pool);
            return;
        }
        using var scratch = Scratch.Enter();
        T* partial = scratch.Take<T>((nint)pass.Outer * blocks * pass.Inner);
        Blocks(pass, block, blocks, from, partial, pool);
        Reduce(pass with { Count = blocks }, partial, to, pool);
    }

    private static void Blocks(SumPass pass, int block, int blocks, T* from, T* to, WorkerPool pool)
    {
        int items = pass.Outer * blocks;
        double cost = Math.Max(4, CostOfTerm * sizeof(T) / 8 * Math.Min(block, pass.Count) * Math.Max(pass.Inner, TMath.Count / 2));
        var body = new Body(pass, block, blocks, items, Grain.Rows(items, cost, pool.Threads), from, to);
        pool.Run(items == 0 ? 0 : (items - 1) / body.Grain + 1, body);
    }

    private static T Terms(T* x, int count)
    {
        TVector zero = TMath.Broadcast(T.Zero), s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        int i = 0, width = TMath.Count;
        for (; i <= count - (4 * width); i += 4 * width)
        {
            s0 = TMath.Add(s0, TMath.Load(x + i));
            s1 = TMath.Add(s1, TMath.Load(x + i + width));
            s2 = TMath.Add(s2, TMath.Load(x + i + (2 * width)));
            s3 = TMath.Add(s3, TMath.Load(x + i + (3 * width)));
        }
        for (; i <= count - width; i += width)
        {
            s0 = TMath.Add(s0, TMath.Load(x + i));
        }
        if (i < count)
        {
            s1 = TMath.Add(s1, TMath.LoadFirst(x + i, count - i));
        }
        return TMath.Sum(TMath.Add(TMath.Add(s0, s1), TMath.Add(s2, s3)));
    }

    private static void Rows(T* x, int rows, int columns, T* y)
    {
        int j = 0, width = TMath.Count;
        for (; j <= columns - (4 * width); j += 4 * width)
        {
            TVector zero = TMath.Broadcast(T.Zero), s0 = zero, s1 = zero, s2 = zero, s3 = zero;
            T* row = x + j;
            for (int i = 0; i < rows; i++, row += columns)
            {
                s0 = TMath.Add(s0, TMath.Load(row));
                s1 = TMath.Add(s1, TMath.Load(row + width));
                s2 = TMath.Add(s2, TMath.Load(row + (2 * width)));
                s3 = TMath.Add(s3, TMath.Load(row + (3 * width)));
            }
            TMath.Store(y + j, s0);
            TMath.Store(y + j + width, s1);
            TMath.Store(y + j + (2 * width), s2);
            TMath.Store(y + j + (3 * width), s3);
        }
        for (; j < columns; j += width)
        {
            int lanes = Math.Min(width, columns - j);
            var s = TMath.Broadcast(T.Zero);
            T* row = x + j;
            for (int i = 0; i < rows; i++, row += columns)
            {
                s = TMath.Add(s, lanes == width ? TMath.Load(row) : TMath.LoadFirst(row, lanes));
            }
            if (lanes == width)
                TMath.Store(y + j, s);
            else
                TMath.StoreFirst(y + j, s, lanes);
        }
    }

    private readonly struct Body(SumPass pass, int block, int blocks, int items, int grain, T* from, T* to) : IParallelBody
    {
        public int Grain => grain;

        public void Run(int item)
        {
            for (int i = item * grain; i < Math.Min((item + 1) * grain, items); i++)
            {
                int first = i % blocks * block, count = Math.Min(block, pass.Count - first);
                T* x = from + (((nint)(i / blocks) * pass.Count) + first) * pass.Inner;
                if (pass.Inner == 1)
                    to[i] = Terms(x, count);
                else
                    Rows(x, count, pass.Inner, to + ((nint)i * pass.Inner));
            }
        }
    }
}
