using FsCheck.Fluent;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using ProbBnn.PropertyTests.Engines;
using Xunit;
using Matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;
using Vector = MathNet.Numerics.LinearAlgebra.Vector<double>;

namespace ProbBnn.PropertyTests.Inference.LargeContexts;

/// <summary>The mode in which later contexts update the last layer alone.</summary>
public class FrozenFeatureTests
{
    private const double Noise = 0.3;
    private static readonly ManagedEngine Engine = ManagedEngine.Double();
    private static readonly LargeContextOptions Options = new() { BatchPoints = 7, Samples = 6, Seed = 2 };

    /// <summary>Later contexts in either order give the same functions, to 1e-9; 8 random processes with 3 contexts.</summary>
    [Fact]
    public void The_order_of_later_contexts_does_not_matter() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        var d = new Dice(seed);
        var (process, first) = LargeCase.Draw(d, Engine, 12);
        PointSource[] later = [.. Enumerable.Range(0, 2).Select(i => PointSource.Of(Like(d, first, $"later {i}", d.Between(0, 9))))];
        var frozen = process.ConditionThenFreezeFeatures(PointSource.Of(first), Options);
        var one = frozen.UpdateLastLayerOnly(later[0]).UpdateLastLayerOnly(later[1]);
        var other = frozen.UpdateLastLayerOnly(later[1]).UpdateLastLayerOnly(later[0]);
        double[] x = d.Normals([3 * first.InputDimension]).Doubles.ToArray();
        foreach (var (a, b) in one.Functions(x, 6, 2).Cast<double>().Zip(other.Functions(x, 6, 2).Cast<double>()))
        {
            Assert.Equal(a, b, 1e-9 * (1 + Math.Abs(a)));
        }
        Assert.All(one.LastLayerDivergences.Zip(other.LastLayerDivergences), k => Assert.Equal(k.First, k.Second, 1e-8));
        Assert.Equal(["big", "later 0", "later 1"], one.Contexts);
    }, count: 8);

    /// <summary>An empty later context changes nothing, and the first context alone gives what conditioning gives; 8 processes.</summary>
    [Fact]
    public void Without_new_points_nothing_changes() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        var d = new Dice(seed);
        var (process, first) = LargeCase.Draw(d, Engine, 12);
        var frozen = process.ConditionThenFreezeFeatures(PointSource.Of(first), Options);
        double[] x = d.Normals([3 * first.InputDimension]).Doubles.ToArray();
        Assert.Equal(process.Condition(PointSource.Of(first), Options).Functions(x, 6, 2), frozen.Functions(x, 6, 2));
        Assert.Equal(
            frozen.Functions(x, 6, 2), frozen.UpdateLastLayerOnly(PointSource.Of(Like(d, first, "empty", 0))).Functions(x, 6, 2));
    }, count: 8);

    /// <summary>
    /// The last layer's mean and covariance are those of linear regression on the union, w ~ Normal(0, I / K), in natural parameters by
    /// MathNet.Numerics, given the features of the frozen weights; the hidden weights stay, to the bit.
    /// </summary>
    [Fact]
    public void The_last_layer_is_regression_on_all_points_given_the_features_of_the_first_context()
    {
        var d = new Dice(4);
        var model = Bnn.Regression(1, 1)
            .Hidden(3, Activation.Tanh, Prior.PerWeight().ScaledByFanIn())
            .Output(Prior.PerWeight().ScaledByFanIn())
            .Observe(Likelihood.Gaussian(StdDev.Of(Noise)))
            .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
            .PseudoLikelihood(Amortised.Mlp(4).IntegratingLastLayer()).Build();
        DataTask[] contexts = [.. Enumerable.Range(0, 3).Select(i =>
            new DataTask($"{i}", d.Normals([5 + i]).Doubles, d.Normals([5 + i]).Doubles, 1, 1))];
        var process = AmortisedProcess.Untrained(Engine, model, DataFrame.Of(model, new TaskSet(["x"], ["y"], contexts)), 3);
        var start = process.ConditionThenFreezeFeatures(PointSource.Of(contexts[0]), Options);
        var end = start.UpdateLastLayerOnly(PointSource.Of(contexts[1])).UpdateLastLayerOnly(PointSource.Of(contexts[2]));
        double[] hidden = start.Chunks[0].Below[0].Values;
        Assert.Equal(hidden, end.Chunks[0].Below[0].Values);
        Numbers Last(string name) => new(end.Chunks[0].Last.Single(v => v.Name == name).Values);
        for (int s = 0; s < 6; s++)
        {
            var rows = contexts.SelectMany(c => c.Inputs.ToArray()).Select(x => Vector.Build.DenseOfEnumerable(
                Enumerable.Range(0, 3).Select(u => Math.Tanh(hidden[(s * 3 + u) * 2] * x + hidden[(s * 3 + u) * 2 + 1])).Append(1)));
            var p = Matrix.Build.DenseOfRowVectors(rows);
            var y = Vector.Build.DenseOfEnumerable(contexts.SelectMany(c => c.Outputs.ToArray()));
            var covariance = (4 * Matrix.Build.DenseIdentity(4) + p.TransposeThisAndMultiply(p) / (Noise * Noise)).Inverse();
            var mean = covariance * p.TransposeThisAndMultiply(y) / (Noise * Noise);
            var root = Matrix.Build.Dense(4, 4, (i, j) => Last("root").Values[s * 16 + i * 4 + j]);
            Assert.True((covariance - root.TransposeAndMultiply(root)).InfinityNorm() < 1e-10);
            Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(mean[i], Last("mean").Values[s * 4 + i], 1e-10));
            double logDeterminants = Math.Log(covariance.Determinant()) + 4 * Math.Log(4);
            double expected = 0.5 * (4 * covariance.Trace() + 4 * mean.DotProduct(mean) - 4 - logDeterminants);
            Assert.Equal(expected, end.LastLayerDivergences[s], 1e-9);
        }
    }

    [Fact]
    public void What_was_not_drawn_or_was_seen_before_is_refused()
    {
        var (process, first) = LargeCase.Draw(new Dice(6), Engine, 12);
        var frozen = process.ConditionThenFreezeFeatures(PointSource.Of(first), Options);
        double[] x = new double[first.InputDimension];
        Refusal.Of<OptionException>(() => frozen.Functions(x, 7, 2), "7 samples");
        Refusal.Of<OptionException>(() => frozen.Predict(x, 6, 3), "seed 3");
        Refusal.Of<DataException>(() => frozen.UpdateLastLayerOnly(PointSource.Of(first)), "seen before", "big");
    }

    private static DataTask Like(Dice d, DataTask task, string id, int points) => new(
        id, d.Normals([points * task.InputDimension], 2).Doubles, d.Normals([points * task.OutputDimension], 3).Doubles,
        task.InputDimension, task.OutputDimension);

    private readonly record struct Numbers(double[] Values);
}
