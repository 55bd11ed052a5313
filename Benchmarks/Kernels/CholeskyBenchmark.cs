using System.CommandLine;
using System.Diagnostics;
using System.Numerics;
using ProbBnn.Engines.Managed;

namespace ProbBnn.Benchmarks;

/// <summary>Speed of one core's Cholesky factors and symmetric inverses beside the core's measured peak.</summary>
internal static class CholeskyBenchmark
{
    private const int Matrices = 64;

    /// <summary>The verb <c>cholesky</c>.</summary>
    public static Command Verb()
    {
        var sizes = new Option<int[]>("--size")
        {
            Description = "Rows and columns; repeatable.",
            DefaultValueFactory = _ => [16, 32, 64, 128],
        };
        var rounds = new Option<int>("--rounds") { Description = "Alternations of peak and kernels.", DefaultValueFactory = _ => 25 };
        var verb = new Command("cholesky", "Factors and inverses of positive definite matrices on one core.") { sizes, rounds };
        verb.SetAction(parsed =>
        {
            int turns = parsed.GetRequiredValue(rounds);
            Console.WriteLine(BenchmarkJson.Write<IReadOnlyList<CholeskyFigure>>(
                [.. parsed.GetRequiredValue(sizes).SelectMany(n =>
                    (CholeskyFigure[])[Measure<double>(n, turns), Measure<float>(n, turns)])]));
        });
        return verb;
    }

    private static unsafe CholeskyFigure Measure<T>(int n, int rounds)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var scratch = Scratch.Enter();
        using var pool = new WorkerPool(1);
        nint size = (nint)n * n;
        T* a = Numbers.Fill(scratch.Take<T>(Matrices * size), Matrices * size), result = scratch.TakeZeroed<T>(Matrices * size);
        for (int m = 0; m < Matrices; m++)
        {
            for (int i = 0; i < n; i++)
            {
                a[(m * size) + ((nint)i * n) + i] += T.CreateChecked(n);
            }
        }
        double[] factors = new double[rounds], inverses = new double[rounds], peaks = new double[rounds];
        var width = KernelOptions.Widest.Width;
        int repeats = Math.Max(1, (int)(2e8 / Matrices / size / n));
        for (int round = -3; round < rounds; round++)
        {
            double peak = FmaPeak.Measure<T>(300_000);
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
            {
                SpdMatrices.Cholesky(Matrices, n, a, result, width, pool);
            }
            long middle = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
            {
                SpdMatrices.Inverse(Matrices, n, a, result, width, pool);
            }
            double each = 1e9 / repeats / Matrices;
            if (round >= 0)
            {
                factors[round] = Stopwatch.GetElapsedTime(start, middle).TotalSeconds * each;
                inverses[round] = Stopwatch.GetElapsedTime(middle).TotalSeconds * each;
                peaks[round] = peak;
            }
        }
        double work = (double)size * n, factor = Numbers.Median(factors), inverse = Numbers.Median(inverses);
        return new CholeskyFigure(
            n, Numbers.Precision<T>(), factor, inverse, work / 3 / factor, work / inverse, Numbers.Median(peaks));
    }
}
