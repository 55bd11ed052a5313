using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>A model without hidden layers is Bayesian linear regression: everything has a closed form, computed here by MathNet.</summary>
public abstract class LinearModelLaws
{
    /// <summary>What computes.</summary>
    protected abstract IEngine Engine { get; }

    private static BnnModel Model(LastLayerWeights weights) => Bnn.Regression(1, 1)
        .Features(new InputFeatures.Polynomial(2))
        .Output(Prior.PerWeight().ScaledByFanIn())
        .Observe(Likelihood.Gaussian(StdDev.Of(0.3)))
        .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
        .PseudoLikelihood(weights == LastLayerWeights.IntegratedOut ? Amortised.LikeNetwork().IntegratingLastLayer() : Amortised.LikeNetwork())
        .Build();

    private AmortisedProcess Process(LastLayerWeights weights) => AmortisedProcess.Untrained(
        Engine, Model(weights), DataFrame.Of(Model(weights), new TaskSet(["x"], ["y"], [Task(6)])), 1);

    private static DataTask Task(int points, int offset = 0)
    {
        var key = RandomKey.FromSeed(11).Fold(offset);
        double[] x = [.. Enumerable.Range(0, points).Select(i => 3 * key.Uniform(0, i) - 1.5)];
        return new DataTask($"t{offset}", x, [.. x.Select((v, i) => 0.5 * v - 0.2 + 0.3 * key.Normal(1, i))], 1, 1);
    }

    /// <summary>The Gaussian of observations at the points: features (x, x^2, 1), weights N(0, 1/3), noise 0.3.</summary>
    private static Matrix<double> Covariance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        static Matrix<double> Features(double[] x) => Matrix<double>.Build.DenseOfRows(x.Select(v => new[] { v, v * v, 1 }));
        return Features(a.ToArray()) * Features(b.ToArray()).Transpose() / 3;
    }

    private static double LogEvidence(DataTask task)
    {
        var c = Covariance(task.Inputs, task.Inputs) + 0.09 * Matrix<double>.Build.DenseIdentity(task.Points);
        var y = Vector<double>.Build.DenseOfArray(task.Outputs.ToArray());
        return -0.5 * (y * c.Inverse() * y + Math.Log(c.Determinant()) + task.Points * Math.Log(2 * Math.PI));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(6), InlineData(15)]
    public void The_bound_of_an_integrated_linear_model_is_the_exact_log_evidence(int points)
    {
        var bound = EvidenceLowerBound.Estimate(Engine, Process(LastLayerWeights.IntegratedOut), Task(points), 2);
        Assert.Equal(LogEvidence(Task(points)), bound.Mean, 1e-10);
        Assert.Equal(0, bound.StandardError, 1e-10);
    }

    /// <summary>Within 5 standard errors: false alarm below 6e-7.</summary>
    [Theory, InlineData(2), InlineData(6)]
    public void The_bound_of_a_sampled_linear_model_is_the_log_evidence_up_to_Monte_Carlo_error(int points)
    {
        var bound = EvidenceLowerBound.Estimate(Engine, Process(LastLayerWeights.Sampled), Task(points), 2000);
        Assert.InRange(bound.Mean - LogEvidence(Task(points)), -5 * bound.StandardError, 5 * bound.StandardError);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(9)]
    public void Predictions_with_the_last_layer_integrated_out_are_those_of_linear_regression(int points)
    {
        var (context, query) = (Task(points), new[] { -2.0, 0.1, 1.3 });
        var prediction = Process(LastLayerWeights.IntegratedOut).Condition(context).Predict(query, 3);
        for (int i = 0; i < query.Length; i++)
        {
            var prior = Covariance([query[i]], [query[i]])[0, 0];
            double mean = 0, variance = prior;
            if (points > 0)
            {
                var gram = Covariance(context.Inputs, context.Inputs) + 0.09 * Matrix<double>.Build.DenseIdentity(points);
                var cross = Covariance(context.Inputs, [query[i]]).Column(0);
                var solved = gram.Solve(cross);
                mean = solved * Vector<double>.Build.DenseOfArray(context.Outputs.ToArray());
                variance -= solved * cross;
            }
            Assert.Equal(mean, prediction.Mean(i), 1e-9);
            Assert.Equal(variance, prediction.EpistemicVariance(i), 1e-9);
            Assert.Equal(0.09, prediction.AleatoricVariance(i), 1e-12);
            Assert.Equal(Math.Sqrt(variance + 0.09), prediction.StandardDeviation(i), 1e-9);
        }
    }

    [Fact]
    public void Joint_log_densities_with_the_last_layer_integrated_out_are_ratios_of_evidence()
    {
        var (context, target) = (Task(5), Task(4, 1));
        var both = new DataTask(
            "both", [.. context.Inputs, .. target.Inputs], [.. context.Outputs, .. target.Outputs], 1, 1);
        double joint = Process(LastLayerWeights.IntegratedOut).Condition(context).JointLogDensities(target, 2)[1, 0];
        Assert.Equal(LogEvidence(both) - LogEvidence(context), joint, 1e-10);
    }
}
