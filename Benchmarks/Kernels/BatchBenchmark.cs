using System.CommandLine;
using System.Diagnostics;
using System.Numerics;
using ProbBnn.Engines.Managed;

namespace ProbBnn.Benchmarks;

/// <summary>What more threads bring to a batch of matrix products.</summary>
internal static class BatchBenchmark
{
    private const int Products = 64;

    /// <summary>The verb <c>gemm-batch</c>.</summary>
    public static Command Verb()
    {
        var sizes = new Option<int[]>("--size")
        {
            Description = "Rows, columns and depth of each product; repeatable.",
            DefaultValueFactory = _ => [128, 256, 512],
        };
        var threads = StepBenchmark.ThreadsOption();
        var rounds = new Option<int>("--rounds") { Description = "Turns of one thread and all.", DefaultValueFactory = _ => 9 };
        var verb = new Command("gemm-batch", "A batch of 64 products: all threads beside one.") { sizes, threads, rounds };
        verb.SetAction(parsed =>
        {
            int count = parsed.GetRequiredValue(threads), turns = parsed.GetRequiredValue(rounds);
            Console.WriteLine(BenchmarkJson.Write<IReadOnlyList<BatchFigure>>(
                [.. parsed.GetRequiredValue(sizes).SelectMany(n =>
                    (BatchFigure[])[Measure<double>(n, count, turns), Measure<float>(n, count, turns)])]));
        });
        return verb;
    }

    private static unsafe BatchFigure Measure<T>(int n, int threads, int rounds)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var scratch = Scratch.Enter();
        nint size = (nint)n * n;
        T* a = Numbers.Fill(scratch.Take<T>(Products * size), Products * size);
        T* b = Numbers.Fill(scratch.Take<T>(Products * size), Products * size), c = scratch.TakeZeroed<T>(Products * size);
        var product = new GemmProblem<T>(n, n, n, MatrixView<T>.RowMajor(a, n), MatrixView<T>.RowMajor(b, n), c, n, T.One, false);
        using WorkerPool one = new(1), all = new(threads);
        double[] alone = new double[rounds], shared = new double[rounds];
        for (int round = -2; round < rounds; round++)
        {
            double first = Seconds(product, one), second = Seconds(product, all);
            if (round >= 0)
            {
                (alone[round], shared[round]) = (first, second);
            }
        }
        double speed = 2e-9 * Products * size * n / Numbers.Median(shared);
        return new BatchFigure(
            n, Products, Numbers.Precision<T>(), threads, speed, Numbers.Median([.. alone.Zip(shared, (x, y) => x / y)]));
    }

    private static double Seconds<T>(in GemmProblem<T> product, WorkerPool pool)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = product.Rows * product.Columns;
        int repeats = Math.Max(1, (int)(3e9 / Products / size / product.Rows));
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            BatchedGemm.Multiply(product, [new BatchAxis(Products, size, size, size)], KernelOptions.Widest.Width, pool);
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }
}
