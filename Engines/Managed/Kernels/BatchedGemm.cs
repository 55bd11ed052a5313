using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Many matrix products of one shape, on all threads of a pool.</summary>
internal static unsafe class BatchedGemm
{
    private const long SmallestItem = 60_000;
    private const int SmallestRows = 48;

    /// <summary>
    /// Computes the product of every combination of batch indices. The bits of an element depend on neither the threads nor the batch.
    /// </summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="first">The product at batch index zero.</param>
    /// <param name="axes">Batch dimensions, outermost first; none for a single product.</param>
    /// <param name="width">Register width.</param>
    /// <param name="pool">The threads.</param>
    public static void Multiply<T>(in GemmProblem<T> first, ReadOnlySpan<BatchAxis> axes, VectorWidth width, WorkerPool pool)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        BatchAxis* kept = stackalloc BatchAxis[axes.Length];
        var problem = first;
        int count = Simplify(ref problem, axes, kept);
        long batch = 1;
        for (int i = 0; i < count; i++)
        {
            batch *= kept[i].Count;
        }
        if (batch == 0 || problem.Rows <= 0 || problem.Columns <= 0)
        {
            return;
        }
        long work = Math.Max(1, (long)problem.Rows * problem.Columns * Math.Max(1, problem.Depth));
        int rowParts = batch >= 4L * pool.Threads
            ? 1
            : (int)Math.Clamp(Math.Min(problem.Rows / SmallestRows, work / SmallestItem), 1, 8L * pool.Threads);
        long perItem = rowParts > 1 ? 1 : Math.Clamp(SmallestItem / work, 1, batch);
        long items = (batch + perItem - 1) / perItem * rowParts;
        var body = new Body<T>
        {
            Problem = problem,
            Axes = kept,
            AxisCount = count,
            Batch = batch,
            PerItem = perItem,
            RowParts = rowParts,
            Width = width,
        };
        pool.Run(checked((int)items), body);
    }

    /// <summary>Drops axes of length 1 and turns axes over which the right factor repeats into rows, where memory allows.</summary>
    private static int Simplify<T>(ref GemmProblem<T> problem, ReadOnlySpan<BatchAxis> axes, BatchAxis* kept)
        where T : unmanaged
    {
        int count = 0;
        foreach (var axis in axes)
        {
            if (axis.Count != 1)
            {
                kept[count++] = axis;
            }
        }
        while (count > 0)
        {
            var last = kept[count - 1];
            bool merges = last.StrideB == 0
                && last.StrideA == problem.Rows * problem.A.RowStride
                && last.StrideC == problem.Rows * problem.RowStrideC
                && (long)last.Count * problem.Rows <= int.MaxValue;
            if (!merges)
            {
                break;
            }
            problem = problem with { Rows = last.Count * problem.Rows };
            count--;
        }
        return count;
    }

    private struct Body<T> : IParallelBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public GemmProblem<T> Problem;
        public BatchAxis* Axes;
        public int AxisCount;
        public long Batch;
        public long PerItem;
        public int RowParts;
        public VectorWidth Width;

        public readonly void Run(int item)
        {
            int part = item % RowParts;
            long start = item / RowParts * PerItem;
            int row = (int)((long)Problem.Rows * part / RowParts);
            int end = (int)((long)Problem.Rows * (part + 1) / RowParts);
            for (long index = start; index < Math.Min(start + PerItem, Batch); index++)
            {
                nint a = 0, b = 0, c = 0;
                long rest = index;
                for (int axis = AxisCount - 1; axis >= 0; axis--)
                {
                    nint at = (nint)(rest % Axes[axis].Count);
                    rest /= Axes[axis].Count;
                    a += at * Axes[axis].StrideA;
                    b += at * Axes[axis].StrideB;
                    c += at * Axes[axis].StrideC;
                }
                Gemm.Multiply(
                    Problem with
                    {
                        Rows = end - row,
                        A = Problem.A with { Data = Problem.A.At(row, 0) + a },
                        B = Problem.B with { Data = Problem.B.Data + b },
                        C = Problem.C + (row * Problem.RowStrideC) + c,
                    },
                    Width);
            }
        }
    }
}
