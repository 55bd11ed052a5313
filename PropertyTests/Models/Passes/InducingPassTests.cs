using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Models;

/// <summary>Posteriors given inducing points under priors of every structure.</summary>
public class InducingPassTests
{
    private const int Samples = 3;

    /// <summary>
    /// Layer by layer, given the sampled weights below, against dense natural parameters by MathNet: with w the weights of a layer and
    /// Sigma = L_ll L_ll' their prior covariance given those below, the posterior precision is Sigma^-1 + blockdiag_d(P' T^-1 P). KL and
    /// log q of every sample, in whitened coordinates: 40 networks of 1 to 3 units a layer and 1 to 5 inducing points.
    /// </summary>
    [Fact]
    public void Divergences_and_densities_are_those_of_dense_Gaussians() => Law.Holds(Gen.Choose(0, 100_000), seed =>
    {
        var c = new Case(new Draws(seed), null);
        var got = c.Run();
        var (mean, factor) = DensePrior.Of(c.Model);
        for (int s = 0; s < Samples; s++)
        {
            var z = Vector<double>.Build.Dense(mean.Count, i => got[0].At(s, i));
            var w = mean + factor * z;
            double divergence = 0, logDensity = 0;
            var entering = c.Inputs;
            for (int layer = 0, first = 0; layer < 2; layer++)
            {
                var (units, fanIn) = (c.Model.Width(layer), c.Model.FanIn(layer));
                int count = units * fanIn;
                var own = factor.SubMatrix(first, count, first, count);
                var center = mean.SubVector(first, count);
                center = first == 0 ? center : center + factor.SubMatrix(first, count, 0, first) * z.SubVector(0, first);
                var p = entering.Append(Matrix<double>.Build.Dense(c.Points, 1, 1));
                var noise = c.Noise(layer);
                var precise = noise.Solve(p);
                var prior = own * own.Transpose();
                var precision = prior.Inverse();
                var evidence = precision * center;
                for (int d = 0; d < units; d++)
                {
                    precision.SetSubMatrix(
                        d * fanIn, d * fanIn, precision.SubMatrix(d * fanIn, fanIn, d * fanIn, fanIn) + p.Transpose() * precise);
                    evidence.SetSubVector(
                        d * fanIn, fanIn, evidence.SubVector(d * fanIn, fanIn) + precise.Transpose() * c.Targets(layer).Column(d));
                }
                var covariance = precision.Inverse();
                divergence += DenseLayer.Divergence(covariance * evidence, covariance, center, prior);
                var away = w.SubVector(first, count) - covariance * evidence;
                logDensity += -0.5 * (away * (precision * away) - Math.Log(precision.Determinant()) + count * Math.Log(2 * Math.PI))
                    + own.Diagonal().Sum(Math.Log);
                var weights = Matrix<double>.Build.Dense(units, fanIn, (d, k) => w[first + d * fanIn + k]);
                entering = (p * weights.Transpose()).Map(Math.Tanh);
                first += count;
            }
            Arrays.Near(divergence, got[1].Doubles[s], 1e-6, "KL");
            Arrays.Near(logDensity, got[2].Doubles[s], 1e-6, "log q");
            Assert.True(got[1].Doubles[s] > -1e-10);
        }
    }, count: 40);

    /// <summary>Priors of units, written as priors of layers and of the network with zeros between the units, give the same samples,
    /// divergences and densities; 20 networks.</summary>
    [Fact]
    public void Wider_structures_without_wider_correlations_change_nothing() => Law.Holds(Gen.Choose(0, 100_000), seed =>
    {
        var expected = new Case(new Draws(seed), DensePrior.Structures[1]).Run();
        foreach (var structure in DensePrior.Structures[2..])
        {
            var got = new Case(new Draws(seed), DensePrior.Structures[1]) { Widened = structure }.Run();
            Assert.All(Enumerable.Range(0, 3), i => Arrays.Near(expected[i], got[i], 1e-9, $"{structure} {i}"));
        }
    }, count: 20);

    private sealed class Case
    {
        private readonly BnnModel model;
        private readonly Tensor inputs;
        private readonly Tensor[] targets, factors;

        public Case(Draws draws, PriorStructure? structure)
        {
            var prior = Prior.PerWeight().ScaledByFanIn();
            var plain = Bnn.Regression(1, draws.Integer(1, 3)).Hidden(draws.Integer(1, 3), Activation.Tanh, prior).Output(prior)
                .Observe(Likelihood.Gaussian(StdDev.Of(0.1))).Build();
            var drawn = DensePrior.Draw(draws.Key(), 2);
            model = DensePrior.Random(plain, structure is null ? drawn : [structure, structure], draws.Key());
            Points = draws.Integer(1, 5);
            inputs = draws.Normal([Points, 1]);
            targets = [.. Enumerable.Range(0, 2).Select(l => draws.Normal([Points, model.Width(l)]))];
            factors = [.. Enumerable.Range(0, 2).Select(_ =>
            {
                var numbers = draws.Normal([Points, Points], 0.4);
                return Arrays.Of([Points, Points], i => i[1] > i[0] ? 0 : i[0] == i[1] ? Math.Exp(numbers.At(i)) : numbers.At(i));
            })];
        }

        /// <summary>The same prior as one of another structure.</summary>
        public PriorStructure? Widened { get; init; }

        public int Points { get; }

        public BnnModel Model => Widened is { } structure ? Written(structure) : model;

        public Matrix<double> Inputs => Dense(inputs);

        public Matrix<double> Targets(int layer) => Dense(targets[layer]);

        public Matrix<double> Noise(int layer) => Dense(factors[layer]) * Dense(factors[layer]).Transpose();

        /// <summary>Whitened weights, divergences, log densities.</summary>
        public Tensor[] Run()
        {
            var space = new LatentSpace(Model, [.. Enumerable.Repeat(1.0, Model.Outputs)]);
            var pass = InducingPass.Run(
                space, Expr.Constant(inputs), [.. targets.Select(Expr.Constant)], [.. factors.Select(Expr.Constant)], "draws", Samples);
            return new Evaluator([pass.Whitened, pass.Divergence, pass.LogDensity]).At(
                [], [.. Enumerable.Range(0, Samples).Select(s => RandomKey.FromSeed(4).Fold(s))]);
        }

        private BnnModel Written(PriorStructure structure)
        {
            var (_, factor) = DensePrior.Of(model);
            int ofLayer = 0;
            var starts = new List<PriorStart>();
            for (int layer = 0; layer < 2; layer++)
            {
                int weights = (int)model.WeightCount(layer), begin = structure is PriorStructure.PerNetwork ? 0 : ofLayer;
                double scale = Math.Sqrt(model.FanIn(layer));
                starts.Add(new PriorStart.Given(
                    ((PriorStart.Given)model.PriorOf(layer).Start).Means,
                    Enumerable.Range(ofLayer, weights).SelectMany(row => Enumerable.Range(begin, row - begin + 1).Select(column =>
                        row == column ? Math.Log(scale * factor[row, row]) : scale * factor[row, column])).ToValueList()));
                ofLayer += weights;
            }
            var wider = model.WithPriors(layer => model.PriorOf(layer) with { Structure = structure, Start = starts[layer] });
            return wider;
        }

        private static Matrix<double> Dense(Tensor x) => Matrix<double>.Build.Dense(x.Shape[0], x.Shape[1], (i, j) => x.At(i, j));
    }
}
