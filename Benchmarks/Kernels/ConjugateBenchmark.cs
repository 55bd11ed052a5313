using System.CommandLine;
using System.Diagnostics;
using System.Numerics;
using ProbBnn.Engines.Managed;

namespace ProbBnn.Benchmarks;

/// <summary>Time of the conjugate updates of all layers of a network, forward and in reverse, noise and pseudo-data given.</summary>
internal static class ConjugateBenchmark
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>The verb <c>conjugate</c>.</summary>
    public static Command Verb()
    {
        var network = new Option<string[]>("--network")
        {
            Description = "elbo, small, heaviside, wide; repeatable.",
            DefaultValueFactory = _ => [.. ConjugateNetwork.All.Select(n => n.Name)],
        };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Timed rounds after a second of warm-up.",
            DefaultValueFactory = _ => 40,
        };
        var verb = new Command("conjugate", "Milliseconds of the conjugate updates of a network's layers.") { network, threads, rounds };
        verb.SetAction(parsed => Console.WriteLine(BenchmarkJson.Write(Run(
            parsed.GetRequiredValue(network), parsed.GetRequiredValue(threads), parsed.GetRequiredValue(rounds)))));
        return verb;
    }

    /// <summary>Measures networks in both precisions.</summary>
    /// <param name="networks">Names.</param>
    /// <param name="threads">Threads, the caller included.</param>
    /// <param name="rounds">Timed rounds.</param>
    public static IReadOnlyList<ConjugateFigure> Run(IReadOnlyList<string> networks, int threads, int rounds)
    {
        using var pool = new WorkerPool(threads);
        return
        [
            .. from network in ConjugateNetwork.All
               where networks.Contains(network.Name)
               from figure in (ConjugateFigure[])[Measure<double>(network, pool, rounds), Measure<float>(network, pool, rounds)]
               select figure,
        ];
    }

    private static ConjugateFigure Measure<T>(ConjugateNetwork network, WorkerPool pool, int rounds)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var scratch = Scratch.Enter();
        var layers = new List<ConjugateTimedLayer<T>>();
        foreach (var shape in network.Layers())
        {
            layers.Add(new ConjugateTimedLayer<T>(shape, network.Counts, scratch));
        }
        double[] forward = new double[rounds], backward = new double[rounds];
        long begin = Stopwatch.GetTimestamp(), allocated = 0;
        for (int round = -1; round < rounds; round += round >= 0 || Stopwatch.GetElapsedTime(begin) > WarmUp ? 1 : 0)
        {
            long memory = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            foreach (var layer in layers)
            {
                layer.Forward(pool);
            }
            long middle = Stopwatch.GetTimestamp();
            for (int i = layers.Count - 1; i >= 0; i--)
            {
                layers[i].Backward(pool, needsFeatures: i > 0);
            }
            if (round >= 0)
            {
                forward[round] = Stopwatch.GetElapsedTime(start, middle).TotalMilliseconds;
                backward[round] = Stopwatch.GetElapsedTime(middle).TotalMilliseconds;
                allocated += GC.GetAllocatedBytesForCurrentThread() - memory;
            }
        }
        double[] total = [.. forward.Zip(backward, (f, b) => f + b)];
        return new ConjugateFigure(
            network.Name, Numbers.Precision<T>(), pool.Threads, Numbers.Median(forward), Numbers.Median(backward), Numbers.Median(total),
            total.Min(), allocated);
    }
}
