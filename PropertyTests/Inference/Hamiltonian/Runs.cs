using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

/// <summary>Short ways to run samplers.</summary>
internal static class Runs
{
    public static HamiltonianMethod Nuts { get; } = new HamiltonianMethod.Nuts();

    public static HamiltonianMethod Hmc { get; } = new HamiltonianMethod.Hmc(new PathLength.Time(1.5), 0.3);

    public static HamiltonianMethod Langevin { get; } = new HamiltonianMethod.Langevin();

    public static HamiltonianMethod[] Methods { get; } = [Nuts, Hmc, Langevin];

    public static Metric[] Metrics { get; } = [new Metric.Unit(), new Metric.Diagonal(), new Metric.Dense()];

    /// <summary>Scattered positions, [chains][dimension].</summary>
    public static double[][] Positions(int chains, int dimension, double scale = 1)
    {
        var key = RandomKey.FromSeed(5);
        return [.. Enumerable.Range(0, chains).Select(c => Enumerable.Range(0, dimension).Select(d => scale * key.Normal(c, d)).ToArray())];
    }

    public static HamiltonianSampler Begin(
        Func<int, IDensityTarget> targets, int chains, int dimension, HamiltonianMethod method, HamiltonianOptions options, ulong seed = 1,
        int? threads = null) => HamiltonianSampler.Init(targets, Positions(chains, dimension), method, options, seed, threads);

    public static HamiltonianState Finish(HamiltonianSampler sampler, int slice = 997)
    {
        using (sampler)
        {
            while (!sampler.IsFinished)
            {
                sampler.Run(slice);
            }
            return sampler.Snapshot();
        }
    }

    public static HamiltonianResult Result(
        Func<int, IDensityTarget> targets, int chains, int dimension, HamiltonianMethod method, HamiltonianOptions options, ulong seed = 1)
    {
        using var sampler = Begin(targets, chains, dimension, method, options, seed);
        while (!sampler.IsFinished)
        {
            sampler.Run(997);
        }
        return sampler.Result();
    }
}
