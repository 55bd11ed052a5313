// f_d(x) = P(x) w_d with P = (x, x^2, 1), two outputs, all six weights N(mu, L L' / 3), noise 0.3 and 0.5. With O the 2N x 6 matrix of both
// outputs' features and R the noise variances:
//   precision  (L L' / 3)^-1 + O' R^-1 O,    log evidence  log N(y; O mu, O L L' O' / 3 + R)
// The best bound of independent blocks of weights is the evidence less the KL of the Gaussian that has the posterior mean and the
// precision's own blocks:  1/2 ( sum_b log det Lambda_bb - log det Lambda ).
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Models;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>A linear model of two outputs that the prior correlates: what every method makes of it, against dense algebra.</summary>
public class CorrelatedOutputTests
{
    private const int Points = 8, Weights = 6;

    private static readonly ManagedEngine Engine = ManagedEngine.Double();

    private static readonly double[] Query = [-2, -0.4, 1.3];

    private static readonly double[] Noise = [0.3, 0.5];

    private static readonly AscentOptions Ascent = new() { Steps = 3000, LearningRate = new LearningRate.Linear(2e-2, 1e-5) };

    public static TheoryData<string> Joint => ["layer", "network"];

    private static BnnModel Model(string scope = "layer")
    {
        var prior = (scope == "layer" ? Prior.PerLayer() : Prior.PerNetwork()).ScaledByFanIn();
        var plain = Bnn.Regression(1, 2).Features(new InputFeatures.Polynomial(2)).Output(prior)
            .Observe(Likelihood.Gaussian(StdDev.Of(1)).FixedPerOutput([.. Noise.Select(noise => StdDev.Of(noise))]))
            .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None)).Build();
        double[] rows = [.. Enumerable.Range(0, Weights).SelectMany(i => Enumerable.Range(0, i + 1).Select(j =>
            i == j ? 0.2 - 0.1 * i : 0.9 * Math.Sin(3 * i + 5 * j + 1)))];
        return plain.WithPriors(_ => prior.Starting(new PriorStart.Given([0.3, -0.1, 0.2, -0.4, 0.1, 0.5], [.. rows])));
    }

    private static DataTask Task(int points)
    {
        var key = RandomKey.FromSeed(31);
        double[] x = [.. Enumerable.Range(0, points).Select(i => 3 * key.Uniform(0, i) - 1.5)];
        double[] y = [.. x.SelectMany((v, i) => new[] { 0.5 * v - 0.2 + 0.3 * key.Normal(1, i), 0.4 - v * v / 3 + 0.5 * key.Normal(2, i) })];
        return new DataTask("t", x, y, 1, 2);
    }

    private static DataFrame Frame(BnnModel model) => DataFrame.Of(model, new TaskSet(["x"], ["y", "z"], [Task(Points)]));

    private static Posterior Condition(TaskMethod method, int points = Points, string scope = "layer") =>
        new TaskInference(Engine, method).Under(Model(scope), Frame(Model(scope))).Condition(Task(points));

    /// <summary>Evidence, means and variances of f, and the whole posterior covariance of the weights of both outputs; 0, 1, 2 and 8
    /// points, a prior of the layer and of the network.</summary>
    [Theory, MemberData(nameof(Joint))]
    public void Exact_is_the_dense_posterior_of_both_outputs(string scope)
    {
        foreach (int points in new[] { 0, 1, 2, Points })
        {
            var truth = new Truth(Model(scope), Task(points));
            var posterior = Condition(new Exact(), points, scope);
            Assert.Equal(truth.LogEvidence, ((IExactEvidence)posterior).LogEvidence, 1e-9);
            SameFunctions(posterior, truth, 1, 1e-9, 1e-9);
            var problem = new TaskProblem(Engine, Model(scope), Frame(Model(scope)), Task(points));
            var linear = LinearPosterior.Of(problem.Space, problem.Points(), Expr.Constant(Tensor.Of([2], [.. Noise.Select(noise => Math.Log(noise))])));
            var root = Dense(Engine.Run(Program.Of(("root", linear.Root.Reshape([Weights, Weights]))))["root"]);
            Assert.True((root * root.Transpose() - truth.Covariance).InfinityNorm() < 1e-10);
        }
    }

    /// <summary>Whole functions vary together over outputs as they should: 20,000 draws, 5 standard errors of nine covariances and nine
    /// correlations at three points; false alarm below 2e-5.</summary>
    [Fact]
    public void Exact_draws_both_outputs_together()
    {
        const int Count = 20_000;
        var truth = new Truth(Model(), Task(3));
        var functions = Condition(new Exact(), 3).Functions(Query, Count, 4);
        for (int i = 0; i < Query.Length; i++)
        {
            for (int j = 0; j < Query.Length; j++)
            {
                var (a, b) = (truth.Row(Query[i], 0), truth.Row(Query[j], 1));
                double covariance = a * truth.Covariance * b;
                double product = (a * truth.Covariance * a) * (b * truth.Covariance * b);
                double found = Enumerable.Range(0, Count).Average(s =>
                    (functions[s, i, 0] - a * truth.Mean) * (functions[s, j, 1] - b * truth.Mean));
                Assert.Equal(covariance, found, 5 * Math.Sqrt((product + covariance * covariance) / Count));
                Assert.True(Math.Abs(covariance) / Math.Sqrt(product) > 0.02);
            }
        }
    }

    /// <summary>The log density that is reported of each output is that of the output by itself.</summary>
    [Fact]
    public void Exact_scores_outputs_by_themselves()
    {
        var (truth, targets) = (new Truth(Model(), Task(3)), Task(Points));
        var densities = Condition(new Exact(), 3).JointLogDensities(targets);
        for (int d = 0; d < 2; d++)
        {
            var o = Matrix<double>.Build.DenseOfRowVectors(Enumerable.Range(0, Points).Select(n => truth.Row(targets.Inputs[n], d)));
            var y = Vector<double>.Build.Dense(Points, n => targets.Outputs[2 * n + d]);
            Assert.Equal(Truth.LogNormal(y - o * truth.Mean, o * truth.Covariance * o.Transpose(), [.. Enumerable.Repeat(Noise[d], Points)]),
                densities[0, d], 1e-9);
        }
    }

    /// <summary>Families that hold the truth: the bound reaches the evidence within 0.02 nats, means of f within a tenth of a standard
    /// deviation, variances within 12 %, covariances of all weights within a tenth of the product of their standard deviations.</summary>
    [Theory, InlineData("layerwise"), InlineData("full")]
    public void Families_that_hold_the_truth_reach_it(string name)
    {
        GaussianMethod method = name == "full" ? new FullCovariance { Ascent = Ascent } : new Layerwise { Ascent = Ascent };
        var truth = new Truth(Model(), Task(Points));
        var posterior = (VariationalPosterior)Condition(method);
        SameFunctions(posterior, truth, 4000, 0.1, 0.12);
        Reaches(posterior, truth.LogEvidence);
        var moments = ((GaussianFamily)posterior.Family).Moments(posterior.Parameters);
        var root = truth.PriorFactor * Matrix<double>.Build.Dense(Weights, Weights, (i, j) => j <= i ? moments.Factor(i, j) : 0);
        var covariance = root * root.Transpose();
        for (int i = 0; i < Weights; i++)
        {
            for (int j = 0; j < Weights; j++)
            {
                double product = Math.Sqrt(truth.Covariance[i, i] * truth.Covariance[j, j]);
                Assert.Equal(truth.Covariance[i, j] / product, covariance[i, j] / product, 0.1);
            }
        }
    }

    /// <summary>Inducing points share their noise over outputs, which these data do not; where they do the posterior is among
    /// them.</summary>
    [Theory, MemberData(nameof(Joint))]
    public void Inducing_points_reach_a_truth_of_equal_noise(string scope)
    {
        var model = Model(scope).ToBuilder().Observe(Likelihood.Gaussian(StdDev.Of(0.4))).Build();
        var truth = new Truth(model, Task(Points), 0.4, 0.4);
        var method = new GlobalInducing { Ascent = Ascent, Points = 5 };
        var posterior = new TaskInference(Engine, method).Under(model, Frame(model)).Condition(Task(Points));
        SameFunctions(posterior, truth, 4000, 0.1, 0.12);
        Reaches(posterior, truth.LogEvidence);
    }

    /// <summary>Families of independent units and of independent weights cannot hold the truth; their best bounds are known.</summary>
    [Theory, InlineData("mean-field", 1), InlineData("unitwise", 3)]
    public void Poorer_families_reach_their_own_best_bound(string name, int block)
    {
        GaussianMethod method = name == "unitwise" ? new Unitwise { Ascent = Ascent } : new MeanField { Ascent = Ascent };
        var truth = new Truth(Model(), Task(3));
        var posterior = Condition(method, 3);
        Reaches(posterior, truth.BestBound(block));
        Assert.InRange(truth.LogEvidence - truth.BestBound(block), 0.1, 10);
        var prediction = posterior.Predict(Query, 4000);
        for (int i = 0; i < Query.Length; i++)
        {
            for (int d = 0; d < 2; d++)
            {
                var row = truth.Row(Query[i], d);
                Assert.Equal(row * truth.Mean, prediction.Mean(i, d), 0.1 * Math.Sqrt(row * truth.Covariance * row));
            }
        }
    }

    /// <summary>Moments within 4.5 Monte Carlo standard errors of the chains: six means, six standard deviations and nine covariances over
    /// outputs; false alarm below 2e-4.</summary>
    [Fact]
    public void Chains_have_the_moments_of_the_posterior()
    {
        var truth = new Truth(Model(), Task(Points));
        var functions = ((IMarkovChainPosterior)Condition(
            new Nuts { Run = new HamiltonianOptions { WarmUp = 500, Draws = 1500 } })).FunctionDraws(Query);
        for (int i = 0; i < Query.Length; i++)
        {
            for (int d = 0; d < 2; d++)
            {
                var row = truth.Row(Query[i], d);
                var summary = ChainSummary.Of(functions[2 * i + d]);
                Assert.Equal(row * truth.Mean, summary.Mean, 4.5 * summary.McseMean);
                Assert.Equal(Math.Sqrt(row * truth.Covariance * row), summary.StandardDeviation, 4.5 * summary.McseStandardDeviation);
            }
            for (int j = 0; j < Query.Length; j++)
            {
                var (a, b) = (functions[2 * i], functions[2 * j + 1]);
                var (rowA, rowB) = (truth.Row(Query[i], 0), truth.Row(Query[j], 1));
                IReadOnlyList<double> Products(int chain) => [.. Enumerable.Range(0, a.Draws).Select(s =>
                    (a.Chain(chain)[s] - rowA * truth.Mean) * (b.Chain(chain)[s] - rowB * truth.Mean))];
                var summary = ChainSummary.Of(ScalarDraws.Of("product", [.. Enumerable.Range(0, a.Chains).Select(Products)]));
                Assert.Equal(rowA * truth.Covariance * rowB, summary.Mean, 4.5 * summary.McseMean);
            }
        }
    }

    private static void Reaches(Posterior posterior, double expected)
    {
        var bound = ((IEvidenceBound)posterior).EvidenceLowerBound(10_000);
        Assert.InRange(bound.Mean - expected, -0.02 - 5 * bound.StandardError, 5 * bound.StandardError);
    }

    private static void SameFunctions(Posterior posterior, Truth truth, int samples, double ofMean, double ofVariance)
    {
        var prediction = posterior.Predict(Query, samples);
        for (int i = 0; i < Query.Length; i++)
        {
            for (int d = 0; d < 2; d++)
            {
                var row = truth.Row(Query[i], d);
                double variance = row * truth.Covariance * row;
                Assert.Equal(row * truth.Mean, prediction.Mean(i, d), ofMean * Math.Sqrt(variance));
                Assert.Equal(1, prediction.EpistemicVariance(i, d) / variance, ofVariance);
            }
        }
    }

    private static Matrix<double> Dense(Tensor x) => Matrix<double>.Build.Dense(x.Shape[0], x.Shape[1], (i, j) => x[i, j]);

    private sealed class Truth
    {
        private readonly Matrix<double> precision;

        public Truth(BnnModel model, DataTask task, double first = 0.3, double second = 0.5)
        {
            (var prior, PriorFactor) = DensePrior.Of(model);
            var covariance = PriorFactor * PriorFactor.Transpose();
            double[] noise = [.. Enumerable.Range(0, 2 * task.Points).Select(i => i % 2 == 0 ? first : second)];
            precision = covariance.Inverse();
            var evidence = precision * prior;
            if (task.Points > 0)
            {
                var o = Matrix<double>.Build.DenseOfRowVectors(Enumerable.Range(0, noise.Length).Select(i => Row(task.Inputs[i / 2], i % 2)));
                var y = Vector<double>.Build.DenseOfArray(task.Outputs.ToArray());
                LogEvidence = LogNormal(y - o * prior, o * covariance * o.Transpose(), noise);
                var weighted = Matrix<double>.Build.DenseOfDiagonalArray([.. noise.Select(s => 1 / (s * s))]);
                precision += o.Transpose() * weighted * o;
                evidence += o.Transpose() * weighted * y;
            }
            Covariance = precision.Inverse();
            Mean = Covariance * evidence;
        }

        public Vector<double> Mean { get; }

        public Matrix<double> Covariance { get; }

        public Matrix<double> PriorFactor { get; }

        public double LogEvidence { get; }

        public double BestBound(int block) => LogEvidence - 0.5 * (Enumerable.Range(0, Weights / block).Sum(b =>
            Math.Log(precision.SubMatrix(b * block, block, b * block, block).Determinant())) - Math.Log(precision.Determinant()));

        /// <summary>The features of an output at a point, among all weights.</summary>
        public Vector<double> Row(double x, int output) => Vector<double>.Build.Dense(
            Weights, i => i / 3 != output ? 0 : (i % 3) switch { 0 => x, 1 => x * x, _ => 1 });

        public static double LogNormal(Vector<double> residual, Matrix<double> covariance, double[] noise)
        {
            var c = covariance + Matrix<double>.Build.DenseOfDiagonalArray([.. noise.Select(s => s * s)]);
            return -0.5 * (residual * c.Solve(residual) + c.Cholesky().DeterminantLn + residual.Count * Math.Log(2 * Math.PI));
        }
    }
}
