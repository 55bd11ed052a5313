// A family's block of n weights has the parameters m and packed triangles: logarithms on the diagonal of B, n^1/2 times its elements below.
// Where the family's block holds the prior's whole block of correlated weights, w = mu + L u, else w = mu + diag(s) u with the prior's
// standard deviations s; u ~ N(m, B B'). So w ~ N(mu + T m, T B B' T').
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Models;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;
using Xunit;
using DenseLayer = ProbBnn.PropertyTests.Models.DenseLayer;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>
/// Gaussian families under random priors that correlate weights of units, of layers or of the network, in networks of two layers with 1 to
/// 3 units each, against dense Gaussians by MathNet.
/// </summary>
public class GaussianFamilyTests
{
    private const int Draws = 4;

    private static readonly IEngine Engine = new ReferenceEngine();

    /// <summary>From the finest to the coarsest.</summary>
    private static readonly GaussianMethod[] Methods = [new MeanField(), new Unitwise(), new Layerwise(), new FullCovariance()];

    /// <summary>KL from the prior, log density of draws, mean and covariance of random members; 60 priors and four families.</summary>
    [Fact]
    public void Members_are_the_dense_Gaussians_that_they_stand_for() => Law.Holds(Gen.Choose(0, 100_000), seed =>
    {
        var c = new Case(new Draws(seed));
        foreach (var method in Methods)
        {
            var state = c.Random(method);
            var (mean, covariance) = c.Dense(method, state);
            var prior = c.Factor * c.Factor.Transpose();
            var drawn = c.Family(method, null).Draw(name => Expr.Constant(state[name]), Draws);
            var values = new Evaluator([drawn.Latents, drawn.LogDensity, drawn.Divergence])
                .At([], [.. Enumerable.Range(0, Draws).Select(s => RandomKey.FromSeed(2).Fold(s))]);
            double divergence = DenseLayer.Divergence(mean, covariance, c.Mean, prior);
            for (int s = 0; s < Draws; s++)
            {
                Arrays.Near(divergence, values[2].Doubles[s], 1e-6, $"{method.Name} KL");
                Assert.True(values[2].Doubles[s] > -1e-10, method.Name);
                var away = c.Mean + c.Factor * Vector<double>.Build.Dense(c.Mean.Count, i => values[0].At(s, i)) - mean;
                double logDensity = -0.5 * (away * covariance.Solve(away) + Math.Log(covariance.Determinant())
                    + c.Mean.Count * Math.Log(2 * Math.PI)) + c.Factor.Diagonal().Sum(Math.Log);
                Arrays.Near(logDensity, values[1].Doubles[s], 1e-6, $"{method.Name} log q");
            }
            SameMoments(c, c.Family(method, null).Moments(state), mean, covariance, method.Name);
        }
    }, count: 60);

    /// <summary>Where a family holds all of the prior's correlations its member with m = 0 and B = I is the prior, and the KL 0, elsewhere
    /// it is above; 60 priors and four families.</summary>
    [Fact]
    public void The_divergence_is_none_at_the_prior() => Law.Holds(Gen.Choose(0, 100_000), seed =>
    {
        var c = new Case(new Draws(seed));
        foreach (var method in Methods)
        {
            var family = c.Family(method, null);
            var zeros = new ParameterSet(family.Parameters().Select(p => (p.Name, Tensor.Fill(p.Shape, 0))));
            var drawn = family.Draw(name => Expr.Constant(zeros[name]), 1);
            var values = new Evaluator([drawn.Divergence, drawn.LogDensity - c.Space.LogPrior(drawn.Latents)])
                .At([], [RandomKey.FromSeed(3)]);
            if (DensePrior.Blocks(c.Model).All(block => c.Holds(method, block)))
            {
                Assert.All(values, value => Assert.Equal(0, value.Doubles[0], 1e-12));
            }
            else
            {
                Assert.True(values[0].Doubles[0] > 0);
            }
        }
    }, count: 60);

    /// <summary>A family that starts at the moments of one of its members is that member, and a richer one is the same Gaussian; 40 priors
    /// and ten pairs of families.</summary>
    [Fact]
    public void A_family_starts_where_it_or_a_poorer_one_is() => Law.Holds(Gen.Choose(0, 100_000), seed =>
    {
        var c = new Case(new Draws(seed));
        for (int poorer = 0; poorer < Methods.Length; poorer++)
        {
            var state = c.Random(Methods[poorer]);
            var moments = c.Family(Methods[poorer], null).Moments(state);
            var (mean, covariance) = c.Dense(Methods[poorer], state);
            foreach (var method in Methods[poorer..])
            {
                var start = ParameterSet.Start(c.Family(method, moments).Parameters(), RandomKey.FromSeed(1));
                if (method == Methods[poorer])
                {
                    Assert.All(state.Names, name => Arrays.Near(state[name], start[name], 1e-8, $"{method.Name} {name}"));
                }
                var (startMean, startCovariance) = c.Dense(method, start);
                Assert.True((startMean - mean).InfinityNorm() < 1e-8, method.Name);
                Assert.True((startCovariance - covariance).InfinityNorm() < 1e-8, method.Name);
            }
        }
    }, count: 40);

    /// <summary>Of a richer member a poorer family takes the mean, and the blocks of the factor of its own coordinates; 40 priors.</summary>
    [Fact]
    public void A_poorer_family_takes_the_mean_and_its_own_blocks() => Law.Holds(Gen.Choose(0, 100_000), seed =>
    {
        var c = new Case(new Draws(seed));
        var state = c.Random(Methods[3]);
        var moments = c.Family(Methods[3], null).Moments(state);
        var (mean, covariance) = c.Dense(Methods[3], state);
        foreach (var method in Methods[..3])
        {
            var start = ParameterSet.Start(c.Family(method, moments).Parameters(), RandomKey.FromSeed(1));
            var (startMean, _) = c.Dense(method, start);
            Assert.True((startMean - mean).InfinityNorm() < 1e-8, method.Name);
            var inverse = c.Coordinates(method).Inverse();
            var whole = (inverse * covariance * inverse.Transpose()).Cholesky().Factor;
            var (_, factor) = c.Member(method, start);
            Assert.True((factor - whole.MapIndexed((i, j, x) => c.Together(method, i, j) ? x : 0)).InfinityNorm() < 1e-7, method.Name);
        }
    }, count: 40);

    private static void SameMoments(
        Case c, GaussianMoments whitened, Vector<double> mean, Matrix<double> covariance, string what)
    {
        var factor = Matrix<double>.Build.Dense(mean.Count, mean.Count, (i, j) => j <= i ? whitened.Factor(i, j) : 0);
        Assert.True((c.Mean + c.Factor * Vector<double>.Build.DenseOfArray(whitened.Mean) - mean).InfinityNorm() < 1e-8, what);
        var root = c.Factor * factor;
        Assert.True((root * root.Transpose() - covariance).InfinityNorm() < 1e-8, what);
        Assert.All(factor.Diagonal(), element => Assert.True(element > 0));
    }

    private sealed class Case
    {
        private readonly Draws draws;
        private readonly TaskProblem problem;

        public Case(Draws draws)
        {
            this.draws = draws;
            PriorScale scale = draws.Coin() ? new PriorScale.FanIn() : new PriorScale.Unscaled();
            var prior = new Prior(new PriorStructure.PerWeight(), scale, new PriorLearning.Fixed(), new PriorStart.Zero());
            int outputs = draws.Integer(1, 2);
            var plain = Bnn.Regression(1, outputs).Hidden(draws.Integer(1, 3), Activation.Tanh, prior).Output(prior)
                .Observe(Likelihood.Gaussian(StdDev.Of(0.5))).Build();
            Model = DensePrior.Random(plain, DensePrior.Draw(draws.Key(), 2), draws.Key());
            var task = new DataTask("t", [0.5, -1], [.. Enumerable.Range(0, 2 * outputs).Select(i => 0.3 * i)], 1, outputs);
            var names = Enumerable.Range(0, outputs).Select(o => $"y{o}").ToArray();
            problem = new TaskProblem(Engine, Model, DataFrame.Of(Model, new TaskSet(["x"], [.. names], [task])), task);
            (Mean, Factor) = DensePrior.Of(Model);
        }

        public BnnModel Model { get; }

        public LatentSpace Space => problem.Space;

        public Vector<double> Mean { get; }

        public Matrix<double> Factor { get; }

        public GaussianFamily Family(GaussianMethod method, GaussianMoments? start) => GaussianFamily.Of(method, problem, start);

        public ParameterSet Random(GaussianMethod method) => new(Family(method, null).Parameters()
            .Select(p => (p.Name, draws.Normal(p.Shape, 0.5))));

        /// <summary>Whether two weights are in one block of a family.</summary>
        public bool Together(GaussianMethod method, int i, int j)
        {
            var (of, other) = (Place(i), Place(j));
            return method switch
            {
                MeanField => i == j,
                Unitwise => of == other,
                Layerwise => of.Layer == other.Layer,
                _ => true,
            };
        }

        public bool Holds(GaussianMethod method, (int First, int Size) block) => Together(method, block.First, block.First + block.Size - 1);

        /// <summary>T.</summary>
        public Matrix<double> Coordinates(GaussianMethod method)
        {
            var t = Matrix<double>.Build.Dense(Mean.Count, Mean.Count);
            foreach (var (first, size) in DensePrior.Blocks(Model))
            {
                var own = Factor.SubMatrix(first, size, first, size);
                t.SetSubMatrix(first, first, Holds(method, (first, size)) ? own
                    : Matrix<double>.Build.DenseOfDiagonalVector(own.RowNorms(2)));
            }
            return t;
        }

        /// <summary>m and B.</summary>
        public (Vector<double> Mean, Matrix<double> Factor) Member(GaussianMethod method, ParameterSet state)
        {
            var mean = Vector<double>.Build.Dense(Mean.Count);
            var factor = Matrix<double>.Build.Dense(Mean.Count, Mean.Count);
            foreach (var block in method.Blocks(Space))
            {
                int n = block.Size;
                for (int i = 0; i < block.Blocks * n; i++)
                {
                    mean[block.First + i] = state[block.MeanName].Doubles[i];
                    for (int j = 0; j <= i % n; j++)
                    {
                        double number = state[block.FactorName].Doubles[i / n * (n * (n + 1) / 2) + i % n * (i % n + 1) / 2 + j];
                        factor[block.First + i, block.First + i / n * n + j] = j == i % n ? Math.Exp(number) : number / Math.Sqrt(n);
                    }
                }
            }
            return (mean, factor);
        }

        /// <summary>Mean and covariance of the weights.</summary>
        public (Vector<double> Mean, Matrix<double> Covariance) Dense(GaussianMethod method, ParameterSet state)
        {
            var (mean, factor) = Member(method, state);
            var root = Coordinates(method) * factor;
            return (Mean + Coordinates(method) * mean, root * root.Transpose());
        }

        private (int Layer, int Unit) Place(int weight)
        {
            int ofFirst = (int)Model.WeightCount(0);
            return weight < ofFirst ? (0, weight / Model.FanIn(0)) : (1, (weight - ofFirst) / Model.FanIn(1));
        }
    }
}
