using System.CommandLine;
using System.Diagnostics;
using System.Numerics;
using ProbBnn.Engines.Managed;

namespace ProbBnn.Benchmarks;

/// <summary>Speed of one core's matrix product beside the core's measured peak, packing counted.</summary>
internal static class GemmBenchmark
{
    /// <summary>Long enough for the JIT to replace its first, quick code.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.7);

    /// <summary>The verb <c>gemm</c>.</summary>
    public static Command Verb()
    {
        var sizes = new Option<int[]>("--size")
        {
            Description = "Rows, columns and depth of a square product; repeatable.",
            DefaultValueFactory = _ => [64, 128, 256, 512],
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Alternations of peak and product; the medians are printed.",
            DefaultValueFactory = _ => 25,
        };
        var verb = new Command("gemm", "GFLOP/s of one core's matrix product beside its measured multiply-add peak.") { sizes, rounds };
        verb.SetAction(parsed =>
            Console.WriteLine(BenchmarkJson.Write(Run(parsed.GetRequiredValue(sizes), parsed.GetRequiredValue(rounds)))));
        return verb;
    }

    /// <summary>Measures every size in both precisions, with B as stored and with B transposed.</summary>
    /// <param name="sizes">Rows, columns and depth.</param>
    /// <param name="rounds">Alternations of peak and product.</param>
    public static IReadOnlyList<GemmFigure> Run(IReadOnlyList<int> sizes, int rounds) =>
        [.. from n in sizes
            from transposed in Enumerable.Range(0, 2).Select(i => i == 1)
            from figure in (GemmFigure[])[Measure<double>(n, transposed, rounds), Measure<float>(n, transposed, rounds)]
            select figure];

    private static unsafe GemmFigure Measure<T>(int n, bool transposed, int rounds)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var scratch = Scratch.Enter();
        T* a = Numbers.Fill(scratch.Take<T>(n * n), n * n), b = Numbers.Fill(scratch.Take<T>(n * n), n * n), c = Numbers.Fill(scratch.Take<T>(n * n), n * n);
        var right = transposed ? MatrixView<T>.Transposed(b, n) : MatrixView<T>.RowMajor(b, n);
        var problem = new GemmProblem<T>(n, n, n, MatrixView<T>.RowMajor(a, n), right, c, n, T.One, false);
        double work = 2.0 * n * n * n;
        int repeats = Math.Max(1, (int)(5e8 / work));
        var speeds = new double[rounds];
        var peaks = new double[rounds];
        long begin = Stopwatch.GetTimestamp();
        int round = -1;
        while (round < rounds)
        {
            double peak = FmaPeak.Measure<T>(300_000);
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
            {
                Gemm.Multiply(problem, KernelOptions.Widest.Width);
            }
            double speed = work * repeats / Stopwatch.GetElapsedTime(start).TotalSeconds * 1e-9;
            if (round >= 0)
            {
                (speeds[round], peaks[round]) = (speed, peak);
            }
            round += round >= 0 || Stopwatch.GetElapsedTime(begin) > WarmUp ? 1 : 0;
        }
        return new GemmFigure(
            n, Numbers.Precision<T>(), transposed, Numbers.Median(speeds), Numbers.Median(peaks), speeds.Max(), peaks.Max());
    }
}
