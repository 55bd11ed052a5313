// For one linear layer with observed targets and known noise the posterior is exact, so the evidence lower bound is the log evidence:
//   E_q[ log N(y; P w, R) ] - KL(q, p) = log N(y; P mu, P Sigma P' + R),
//   E_q[ log N(y; P w, R) ] = sum_n -1/2 [ ((y_n - p_n' m)^2 + p_n' S p_n) / R_nn + log(2 pi R_nn) ],
// the expectation in closed form from the operation's own mean and covariance, so that no Monte Carlo error hides anything.
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>The evidence lower bound of one linear layer; 0 to 12 points, fan-in 1 to 10, 1 to 3 outputs.</summary>
public abstract class EvidenceLaws
{
    /// <summary>What computes.</summary>
    protected abstract IEngine Engine { get; }

    [Fact]
    public void With_targets_and_known_noise_the_bound_is_the_log_evidence() => Hold(60, (problem, draws) =>
    {
        foreach (var form in Enum.GetValues<ConjugateForm>())
        {
            double floor = draws.One(0, 1e-6), bound = -problem.Run(form, floor)[1].At(0, 0), evidence = 0;
            var posterior = ExactPosterior.Of(problem, form, floor);
            for (int unit = 0; unit < problem.Shape.Units; unit++)
            {
                var layer = new NaturalPosterior(problem, 0, 0, unit, floor);
                bound += ExpectedLogLikelihood(layer, posterior[unit]);
                evidence += LogEvidence(layer);
            }
            Arrays.Near(evidence, bound, 1e-9, $"{form}");
        }
    }, tasks: 1, samples: 1);

    [Fact]
    public void With_other_pseudo_noise_the_bound_stays_below() => Hold(60, (problem, draws) =>
    {
        double shift = draws.One(-0.5, 0.5);
        var posterior = ExactPosterior.Of(problem, ConjugateForm.Cheapest);
        double bound = -problem.Run(ConjugateForm.Cheapest)[1].At(0, 0), evidence = 0;
        var truth = problem.With(ConjugateProblem.LogNoise, problem.Arguments[ConjugateProblem.LogNoise].Map(s => s + shift));
        for (int unit = 0; unit < problem.Shape.Units; unit++)
        {
            var layer = new NaturalPosterior(truth, 0, 0, unit);
            bound += ExpectedLogLikelihood(layer, posterior[unit]);
            evidence += LogEvidence(layer);
        }
        Assert.True(bound < evidence, $"bound {bound:R}, evidence {evidence:R}");
    }, tasks: 1, samples: 1, leastPoints: 1, full: true);

    private static double ExpectedLogLikelihood(NaturalPosterior layer, ExactPosterior posterior) => layer.Points.Select((p, n) =>
    {
        double residual = layer.Targets[n] - p * posterior.Mean;
        return -0.5 * (
            (residual * residual + p * (posterior.Covariance * p)) / layer.Variances[n] + Math.Log(2 * Math.PI * layer.Variances[n]));
    }).Sum();

    /// <summary>
    /// The log density of the targets under the multivariate normal of the prior predictive, by MathNet's Cholesky factor.
    /// </summary>
    private static double LogEvidence(NaturalPosterior layer)
    {
        int count = layer.Points.Length;
        if (count == 0)
        {
            return 0;
        }
        var points = Matrix<double>.Build.DenseOfRowVectors(layer.Points);
        var covariance = points * layer.PriorCovariance * points.Transpose() + Matrix<double>.Build.DenseOfDiagonalArray(layer.Variances);
        var residual = Vector<double>.Build.DenseOfArray(layer.Targets) - points * layer.PriorMean;
        var factor = covariance.Cholesky();
        return -0.5 * (residual * factor.Solve(residual) + factor.DeterminantLn + count * Math.Log(2 * Math.PI));
    }

    private void Hold(
        int count, Action<ConjugateProblem, Draws> law, int tasks = 3, int samples = 3, int leastPoints = 0, bool full = false) =>
        ConjugateCases.Hold(count, law, tasks, samples, leastPoints, full, Engine);
}
