using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

/// <summary>Single iterations against plain programs that share nothing with the sampler but its key.</summary>
public class TransitionTests
{
    private static (double LogDensity, double[] Gradient) Uneven(double[] x) => (
        -x.Select((v, i) => 0.5 * (i + 1) * v * v + 0.1 * Math.Pow(v, 4)).Sum(),
        [.. x.Select((v, i) => -(i + 1) * v - 0.4 * Math.Pow(v, 3))]);

    private static RandomKey Key(ulong seed, int chain, int iteration) =>
        RandomKey.FromSeed(seed).Fold("hamiltonian").Fold(chain).Fold(iteration);

    private static HamiltonianOptions Fixed(double step, int draws) =>
        new() { WarmUp = 0, Draws = draws, Metric = new Metric.Unit(), StepSize = new StepSize.Fixed(step) };

    private static ChainDraws Chain(int dimension, HamiltonianMethod method, double step, int draws) =>
        Runs.Result(RowTarget.Of(dimension, Uneven), 2, dimension, method, Fixed(step, draws), seed: 3).Chains[1];

    /// <summary>
    /// 1,500 iterations: tree depth, divergence, acceptance and number of gradients are those of a recursive program; the draw is a state
    /// of its tree, with that state's energy.
    /// </summary>
    [Theory, InlineData(1, 0.3, 10), InlineData(3, 0.9, 10), InlineData(5, 0.4, 10), InlineData(6, 0.05, 4), InlineData(4, 0.1, 10)]
    public void Paths_of_nuts_are_those_of_a_recursive_program(int dimension, double step, int maxDepth)
    {
        var chain = Chain(dimension, new HamiltonianMethod.Nuts(maxDepth), step, 300);
        double[] position = Runs.Positions(2, dimension)[1];
        int steps = 0;
        for (int i = 0; i < 300; i++)
        {
            var plain = PlainNuts.Run(Uneven, position, step, maxDepth, Key(3, 1, i));
            var draw = chain.Draws[i];
            Assert.Equal((plain.Depth, plain.Divergent), (draw.TreeDepth, draw.Divergent));
            Assert.Equal(plain.Acceptance, draw.Acceptance, 1e-9);
            position = chain.Position(i).ToArray();
            Assert.Contains(plain.States, s =>
                Math.Abs(s.Energy - draw.Energy) < 1e-8 && s.Q.Zip(position, (a, b) => Math.Abs(a - b)).Max() < 1e-8);
            Assert.Equal(Uneven(position).LogDensity, chain.LogDensities[i], 1e-12);
            steps += plain.Steps;
        }
        Assert.Equal(steps, chain.SamplingGradients);
        Assert.Equal(1, chain.WarmUpGradients);
    }

    /// <summary>
    /// 900 iterations of a plain program with the same momenta and uniform numbers, at an acceptance around a half: every position, energy
    /// and acceptance. The Hamiltonian before the move has the momentum just drawn; what the logarithm of u is compared with is not an
    /// exponential.
    /// </summary>
    [Theory, InlineData(1, 1.3, 1, 0.0), InlineData(3, 0.85, 4, 0.0), InlineData(2, 0.6, 7, 0.4)]
    public void Paths_of_given_length(int dimension, double step, int length, double jitter)
    {
        HamiltonianMethod method = length == 1
            ? new HamiltonianMethod.Langevin() : new HamiltonianMethod.Hmc(new PathLength.Time(length * step), jitter);
        var chain = Chain(dimension, method, step, 300);
        double[] q = Runs.Positions(2, dimension)[1];
        int accepted = 0;
        for (int i = 0; i < 300; i++)
        {
            var key = Key(3, 1, i);
            double[] p = [.. q.Select((_, d) => key.Fold("momentum").Normal(0, d))], x = q, g = Uneven(q).Gradient;
            double before = 0.5 * p.Sum(v => v * v) - Uneven(q).LogDensity;
            int steps = (int)Math.Round(length * (1 + jitter * (2 * key.Fold("path").Uniform(0, 0) - 1)));
            for (int s = 0; s < steps; s++)
            {
                p = [.. p.Zip(g, (a, b) => a + 0.5 * step * b)];
                x = [.. x.Zip(p, (a, b) => a + step * b)];
                g = Uneven(x).Gradient;
                p = [.. p.Zip(g, (a, b) => a + 0.5 * step * b)];
            }
            double after = 0.5 * p.Sum(v => v * v) - Uneven(x).LogDensity;
            bool accept = key.Fold("acceptance").Uniform(0, 0) < Math.Exp(before - after);
            Assert.Equal(Math.Min(1, Math.Exp(before - after)), chain.Draws[i].Acceptance, 1e-7);
            Assert.Equal(accept ? after : before, chain.Draws[i].Energy, 1e-7);
            Assert.All(Enumerable.Range(0, dimension), d => Assert.Equal((accept ? x : q)[d], chain.Position(i)[d], 1e-7));
            q = chain.Position(i).ToArray();
            accepted += accept ? 1 : 0;
        }
        Assert.InRange(accepted, 60, 290);
    }

    /// <summary>Jittered lengths are spread over the range that is stated: from 6 to 14 steps for 10 with jitter 0.4.</summary>
    [Fact]
    public void Jitter_spreads_the_lengths()
    {
        var target = new RowTarget(1, 1, (_, x) => (-0.5 * x[0] * x[0], [-x[0]]));
        using var sampler = HamiltonianSampler.Init(
            _ => target, [[0.0]], new HamiltonianMethod.Hmc(new PathLength.Steps(10), 0.4), Fixed(0.1, 400), 1);
        var seen = new List<long>();
        for (long last = 0; !sampler.IsFinished;)
        {
            sampler.Run(1);
            long now = sampler.Progress()[0].Gradients - 1;
            if (now > last)
            {
                seen.Add(now - last);
                last = now;
            }
        }
        Assert.Equal([6, 7, 8, 9, 10, 11, 12, 13, 14], seen.Distinct().Order());
        Assert.Equal(10, seen.Average(), 0.5);
    }
}
