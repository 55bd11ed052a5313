using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>The snippet of docs/samplers.md.</summary>
[Collection(nameof(RunsAlone))]
public sealed class SamplersSnippets : IDisposable
{
    private readonly DocumentFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Sampler()
    {
        #region snippet:hamiltonian-sampler
        using var sampler = HamiltonianSampler.Init(
            chains => new Plane(chains),                                            // a target with so many rows, one for each group
            initialPositions: [[2, 0], [-2, 1], [0, 3], [1, -1]],                   // [chains][dimension]
            new HamiltonianMethod.Nuts(), new HamiltonianOptions { WarmUp = 500, Draws = 500 }, seed: 1);
        while (!sampler.IsFinished)
        {
            sampler.Run(gradients: 1000);                                           // a bounded slice
            Console.WriteLine(sampler.Progress()[0]);                               // iteration, step size, divergences, tree depth
        }
        HamiltonianResult result = sampler.Result();
        ChainSummary slope = ChainSummary.Of(result.Of("slope", position => position[1]));
        Console.WriteLine($"{slope.Mean:F2} +- {slope.McseMean:F2}; {result.Summary().Verdict}");
        #endregion
        Assert.Contains("WarmingUp = True", folder.Printed, StringComparison.Ordinal);
        Assert.Equal(0.5, slope.Mean, 4 * slope.McseMean);
    }

    /// <summary>Two independent normal coordinates, of means 0 and 0.5 and deviations 1 and 0.25.</summary>
    private sealed class Plane(int chains) : IDensityTarget
    {
        public int Chains => chains;

        public int Dimension => 2;

        public void Evaluate(ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients)
        {
            for (int c = 0; c < chains; c++)
            {
                double first = positions[2 * c], second = (positions[2 * c + 1] - 0.5) / 0.25;
                logDensities[c] = -0.5 * (first * first + second * second);
                (gradients[2 * c], gradients[2 * c + 1]) = (-first, -second / 0.25);
            }
        }

        public void Dispose()
        {
        }
    }
}
