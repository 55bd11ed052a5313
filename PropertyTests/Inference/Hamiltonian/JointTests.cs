using MathNet.Numerics.Distributions;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

/// <summary>
/// Joint checks after Geweke (2004), without warm-up: theta from the prior and y given theta make theta an exact draw from the posterior
/// given y, and so it must still be after any number of iterations of a right sampler. Each of 4,000 chains has its own y, so the
/// transforms are independent, and the p-values of chi-square and of the empirical distribution function are exact. The model: theta with
/// two coordinates of prior N(0, 1), y_1 of theta_1 + theta_2 and y_2 of theta_1 with noise 1 and 0.5. Each case compares three
/// transforms at the level 1e-4 each, twice: false alarm below 6e-4 a case.
/// </summary>
public class JointTests
{
    private const int Chains = 4000;

    private static readonly RandomKey Simulation = RandomKey.FromSeed(17);

    private static double[] Theta(int c) => [Simulation.Normal(0, 2 * c), Simulation.Normal(0, 2 * c + 1)];

    private static double[] Data(int c) =>
        [Theta(c)[0] + Theta(c)[1] + Simulation.Normal(1, 2 * c), Theta(c)[0] + 0.5 * Simulation.Normal(1, 2 * c + 1)];

    private static RowTarget Target(int chains)
    {
        double[][] data = [.. Enumerable.Range(0, chains).Select(Data)];
        return new RowTarget(chains, 2, (c, t) =>
        {
            double first = data[c][0] - t[0] - t[1], second = data[c][1] - t[0];
            return (
                -0.5 * (t[0] * t[0] + t[1] * t[1] + first * first + 4 * second * second),
                [-t[0] + first + 4 * second, -t[1] + first]);
        });
    }

    /// <summary>Posterior precision [[6, 1], [1, 2]], so covariance [[2, -1], [-1, 6]] / 11 and mean = covariance (y_1 + 4 y_2, y_1).
    /// </summary>
    private static double[] Transforms(int c, ReadOnlySpan<double> theta)
    {
        double[] y = Data(c);
        double a = y[0] + 4 * y[1], b = y[0];
        double m0 = (2 * a - b) / 11, m1 = (-a + 6 * b) / 11;
        double off0 = theta[0] - m0, off1 = theta[1] - m1;
        double distance = 6 * off0 * off0 + 2 * off0 * off1 + 2 * off1 * off1;
        return
        [
            Normal.CDF(0, Math.Sqrt(2.0 / 11), off0), Normal.CDF(0, Math.Sqrt(6.0 / 11), off1), 1 - Math.Exp(-0.5 * distance),
        ];
    }

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 6)];

    /// <summary>
    /// NUTS with usual steps, with deep trees and with steps so large that trees are short and refused often; HMC with an acceptance around
    /// 0.3, where a sampler that accepts all is far off; HMC with jitter and Langevin, where one that takes an old momentum for the
    /// Hamiltonian before the move is far off too.
    /// </summary>
    private static (HamiltonianMethod Method, double Step, double Least, double Most) Case(int index) => index switch
    {
        0 => (new HamiltonianMethod.Nuts(), 0.5, 0.8, 1),
        1 => (new HamiltonianMethod.Nuts(), 0.05, 0.98, 1),
        2 => (new HamiltonianMethod.Nuts(2), 0.78, 0.2, 0.9),
        3 => (new HamiltonianMethod.Hmc(new PathLength.Steps(3), 0), 0.78, 0.2, 0.45),
        4 => (new HamiltonianMethod.Hmc(new PathLength.Steps(5), 0.5), 0.6, 0.4, 0.95),
        _ => (new HamiltonianMethod.Langevin(), 0.9, 0.1, 0.6),
    };

    [Theory, MemberData(nameof(Cases))]
    public void Posterior_draws_stay_posterior_draws(int index)
    {
        var (method, step, least, most) = Case(index);
        var options = new HamiltonianOptions
        {
            WarmUp = 0,
            Draws = 4,
            Thinning = 4,
            GroupSize = Chains,
            Metric = new Metric.Unit(),
            StepSize = new StepSize.Fixed(step),
        };
        using var sampler = HamiltonianSampler.Init(Target, [.. Enumerable.Range(0, Chains).Select(Theta)], method, options, 23);
        while (!sampler.IsFinished)
        {
            sampler.Run(1000);
        }
        var chains = sampler.Result().Chains;
        Assert.InRange(chains.Average(c => c.Draws.Average(d => d.Acceptance)), least, most);
        double[][] transforms = [.. chains.Select((chain, c) => Transforms(c, chain.Position(0)))];
        for (int k = 0; k < 3; k++)
        {
            var uniformity = Uniformity.OfTransforms([.. transforms.Select(t => t[k])]);
            Assert.True(uniformity.ChiSquarePValue > 1e-4, $"{method}, transform {k}: {uniformity.ChiSquarePValue}");
            Assert.True(uniformity.EcdfPValue > 1e-4, $"{method}, transform {k}: {uniformity.EcdfPValue}");
        }
        Assert.True(chains.Average(c => Math.Abs(c.Position(0)[0] - Theta(chains.Count - 1)[0])) > 0.1);
    }
}
