using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>
/// Every objective of Bayesian linear regression, whose posterior is exact, against closed forms computed by MathNet: features (x, 1),
/// weights N(0, 1/2), noise sigma.
/// </summary>
public abstract class ObjectiveLaws
{
    private const double Sigma = 0.4;

    /// <summary>What computes.</summary>
    protected abstract IEngine Engine { get; }

    private static readonly double[] X = [-1.2, -0.4, 0.3, 0.9, 1.6];

    private static readonly double[] Y = [-0.9, 0.2, 0.1, 0.8, 0.7];

    /// <summary>Context sizes, with and without a target that is a context point too.</summary>
    public static TheoryData<int, bool> Splits => new() { { 0, false }, { 1, false }, { 3, false }, { 5, true } };

    [Theory, MemberData(nameof(Splits))]
    public void Integrated_objectives_are_their_closed_forms(int context, bool shared)
    {
        var oracle = new Oracle(context, shared);
        foreach (var (objective, expected, _) in oracle.Values(samples: 3))
        {
            Assert.Equal(expected, Value(objective, LastLayerWeights.IntegratedOut, context, shared), 1e-10);
        }
    }

    /// <summary>
    /// Averages over 40,000 draws, within six of their standard errors, which have closed forms too (of a log-mean-exp to first order):
    /// false alarm below 1e-7 for all.
    /// </summary>
    [Theory, MemberData(nameof(Splits))]
    public void Sampled_objectives_are_near_their_closed_forms(int context, bool shared)
    {
        var oracle = new Oracle(context, shared);
        foreach (var (objective, expected, stdDev) in oracle.Values(samples: 40_000))
        {
            double error = 6 * stdDev / Math.Sqrt(objective.Samples);
            Assert.InRange(Value(objective, LastLayerWeights.Sampled, context, shared) - expected, -error, error);
        }
    }

    [Fact]
    public void With_one_sample_the_objective_by_point_is_the_joint_one()
    {
        double joint = Value(new Objective.Mpl(1), LastLayerWeights.Sampled, 3, shared: false);
        Assert.Equal(joint, Value(new Objective.MplByPoint(1), LastLayerWeights.Sampled, 3, shared: false), 1e-12);
        double better = Value(new Objective.MplByPoint(50), LastLayerWeights.Sampled, 3, shared: false);
        Assert.NotEqual(Value(new Objective.Mpl(50), LastLayerWeights.Sampled, 3, shared: false), better, 1e-6);
    }

    private double Value(Objective objective, LastLayerWeights weights, int context, bool shared)
    {
        var model = Model(weights);
        var task = new DataTask("t", X, Y, 1, 1);
        var process = AmortisedProcess.Untrained(Engine, model, DataFrame.Of(model, new TaskSet(["x"], ["y"], [task])), 1);
        var shape = new BatchShape(1, 7, 6);
        var terms = ProbBnn.Models.TaskTerms.Of(
            process.Lowered, shape.ContextInputs(model), shape.TargetInputs(model), shape.FreshInput(), objective.Samples,
            objective.ConditionsOnTargets ? shape.KnownInput() : null);
        var program = Program.Of(("objective", objective.Value(terms)));
        var batch = new Batch(shape, model, objective.Samples);
        int[] all = [.. Enumerable.Range(0, X.Length)];
        var fresh = all.AsSpan(context);
        var both = shared ? all.AsSpan(0, 1) : [];
        batch.Fill(
            0, task, objective.ConditionsOnTargets
                ? new DrawnPoints(all, [], shared ? both : fresh, context)
                : new DrawnPoints(all.AsSpan(0, context), fresh, both),
            RandomKey.FromSeed(4));
        using var executable = Engine.Compile(program);
        using var session = executable.Rent();
        batch.WriteTo(session, ProgramSlots.Of(program));
        session.Run();
        var value = new double[1];
        session.Read(0, value);
        return value[0];
    }

    private static BnnModel Model(LastLayerWeights weights) => Bnn.Regression(1, 1)
        .Output(Prior.PerWeight().ScaledByFanIn())
        .Observe(Likelihood.Gaussian(StdDev.Of(Sigma)))
        .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
        .PseudoLikelihood(weights == LastLayerWeights.IntegratedOut ? Amortised.LikeNetwork().IntegratingLastLayer() : Amortised.LikeNetwork())
        .Build();

    /// <summary>The posterior N(mean, covariance) of the two weights given the context, and what follows from it.</summary>
    private sealed class Oracle
    {
        private readonly Matrix<double> covariance;
        private readonly Vector<double> mean;
        private readonly double divergence;
        private readonly int[] context, targets, all;

        public Oracle(int count, bool shared)
        {
            all = [.. Enumerable.Range(0, X.Length)];
            context = all[..count];
            targets = shared ? [0] : all[count..];
            var p = Rows(context);
            covariance = (2 * Matrix<double>.Build.DenseIdentity(2) + p.TransposeThisAndMultiply(p) / (Sigma * Sigma)).Inverse();
            mean = covariance * p.TransposeThisAndMultiply(Observed(context)) / (Sigma * Sigma);
            divergence = 0.5 * (2 * covariance.Trace() + 2 * mean.DotProduct(mean) - 2 - Math.Log(4 * covariance.Determinant()));
        }

        /// <summary>Each objective's value, and a bound on the standard deviation of one draw.</summary>
        public (Objective Objective, double Value, double StdDev)[] Values(int samples) =>
        [
            (new Objective.Npml(samples), Expected(all), ExpectedStdDev(all)),
            (new Objective.PAvi(samples), Expected(all) - divergence, ExpectedStdDev(all)),
            (new Objective.PoAvi(samples), Expected(targets) - divergence, ExpectedStdDev(targets)),
            (new Objective.PpAvi(samples), Joint(targets) + Expected(context) - divergence, JointStdDev(targets) + ExpectedStdDev(context)),
            (new Objective.Mpl(samples), Joint(all), JointStdDev(all)),
            (new Objective.MplByPoint(samples), all.Sum(n => Joint([n])), all.Sum(n => JointStdDev([n]))),
            (new Objective.Avi(samples), Expected(context) - divergence, ExpectedStdDev(context)),
            Npvi(samples),
        ];

        /// <summary>Under the posterior of all points, whose divergence from that of the context is one of two Gaussians.</summary>
        private (Objective Objective, double Value, double StdDev) Npvi(int samples)
        {
            var full = new Oracle(all.Length, false);
            var (precision, away) = (covariance.Inverse(), full.mean - mean);
            double fromContext = 0.5 * ((precision * full.covariance).Trace() + away.DotProduct(precision * away) - 2
                - Math.Log(full.covariance.Determinant() / covariance.Determinant()));
            return (new Objective.Npvi(samples), full.Expected(targets) - fromContext, full.ExpectedStdDev(targets));
        }

        private static Matrix<double> Rows(int[] points) => Matrix<double>.Build.Dense(points.Length, 2, (i, j) => j == 0 ? X[points[i]] : 1);

        private static Vector<double> Observed(int[] points) => Vector<double>.Build.DenseOfEnumerable(points.Select(n => Y[n]));

        private double Expected(int[] points) => points.Sum(n =>
        {
            var p = Rows([n]).Row(0);
            double squares = Math.Pow(Y[n] - p.DotProduct(mean), 2) + p.DotProduct(covariance * p);
            return -0.5 * squares / (Sigma * Sigma) - Math.Log(Sigma) - 0.5 * Math.Log(2 * Math.PI);
        });

        /// <summary>Of the log likelihood of one draw, a quadratic form of Gaussian weights.</summary>
        private double ExpectedStdDev(int[] points)
        {
            var c = Rows(points) * covariance * Rows(points).Transpose();
            var r = Observed(points) - Rows(points) * mean;
            return points.Length == 0 ? 1e-9
                : Math.Sqrt(0.5 * (c * c).Trace() + r.DotProduct(c * r)) / (Sigma * Sigma);
        }

        private double Joint(int[] points) => LogNormal(points, Sigma * Sigma);

        /// <summary>Of the likelihood of one draw over its mean: E p^2 is a normal density too, with half the noise.</summary>
        private double JointStdDev(int[] points)
        {
            double square = LogNormal(points, Sigma * Sigma / 2) - 0.5 * points.Length * Math.Log(4 * Math.PI * Sigma * Sigma);
            return Math.Sqrt(Math.Exp(square - 2 * Joint(points)) - 1);
        }

        private double LogNormal(int[] points, double noiseVariance)
        {
            var p = Rows(points);
            var c = p * covariance * p.Transpose() + noiseVariance * Matrix<double>.Build.DenseIdentity(points.Length);
            var r = Observed(points) - p * mean;
            return -0.5 * (r.DotProduct(c.Inverse() * r) + Math.Log(c.Determinant()) + points.Length * Math.Log(2 * Math.PI));
        }
    }
}
