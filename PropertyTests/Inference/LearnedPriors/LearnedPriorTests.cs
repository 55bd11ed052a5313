using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.PropertyTests.Data;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>A learned prior as a value, of processes with every structure, learning and start of a layer's prior.</summary>
public class LearnedPriorTests
{
    private static readonly IEngine Engine = new ReferenceEngine();

    private static ModelBuilder Base(Prior first, Prior last, Likelihood likelihood) => Bnn.Regression(1, 2)
        .Features(InputFeatures.RawAndFourier(1))
        .Hidden(3, Activation.Tanh, first).Hidden(2, Activation.Silu, Prior.PerWeight()).Output(last)
        .Observe(likelihood).PseudoLikelihood(Amortised.Mlp(3));

    public static TheoryData<Prior, Prior, Likelihood> Cases => new()
    {
        { Prior.PerUnit().ScaledByFanIn().Learned(), Prior.PerWeight().Learned(), Likelihood.Gaussian(StdDev.Of(0.2)).Learned() },
        { Prior.PerWeight().ScaledByFanIn().LearnedMeans(), Prior.PerUnit(), Likelihood.Gaussian(StdDev.Of(20)).InDataUnits().Learned() },
        {
            Prior.PerUnit().Starting(new PriorStart.SmallRandom(1, 0.3)), Prior.PerUnit().ScaledByFanIn().LearnedMeans().ReleasedAt(1),
            Likelihood.Gaussian(StdDev.Of(20)).InDataUnits()
        },
        { Prior.PerLayer().ScaledByFanIn().Learned(), Prior.PerLayer().ScaledByFanIn().LearnedMeans(), Likelihood.Gaussian(StdDev.Of(0.2)).Learned() },
    };

    private static TaskSet Tasks() => new(["x"], ["y", "z"], Enumerable.Range(0, 5).Select(t =>
    {
        double[] x = [.. Enumerable.Range(0, 4 + t).Select(i => RandomKey.FromSeed(1).Fold(t).Normal(0, i))];
        return new DataTask($"{t}", x, [.. x.SelectMany(v => new[] { 7 + 30 * Math.Cos(2 * v + t), v - t })], 1, 2);
    }));

    private static AmortisedProcess Trained(Prior first, Prior last, Likelihood likelihood) =>
        new AmortisedInference(Engine, new Objective.PpAvi(2)).Fit(Base(first, last, likelihood).Build(), Tasks(), new FitOptions
        {
            Steps = 3,
            BatchTasks = 2,
            LearningRate = new LearningRate.Constant(0.05),
            Validation = ValidationOptions.None,
        });

    [Theory, MemberData(nameof(Cases))]
    public void It_draws_the_functions_that_the_process_draws_from_its_prior(Prior first, Prior last, Likelihood likelihood)
    {
        var process = Trained(first, last, likelihood);
        var prior = LearnedPrior.Of(process);
        double[] x = [-1, 0.5, 2];
        var expected = process.Prior().Functions(x, 6, 9);
        var keys = Enumerable.Range(0, 6).Select(s => RandomKey.FromSeed(9).Fold("posterior").Fold("prior").Fold(s)).ToArray();
        var drawn = PriorPredictive.Draw(Engine, prior.Model, process.Frame.Scaling.Inputs.Forward(x), keys, RandomKey.FromSeed(77));
        var scaling = prior.Frame.Scaling.Outputs;
        for (int i = 0; i < drawn.Length; i++)
        {
            var (s, n, d) = (i / 6, i / 2 % 3, i % 2);
            Assert.Equal(expected[s, n, d], scaling.Shift[d] + scaling.Scale[d] * drawn[s, n, d], 1e-10 * scaling.Scale[d]);
        }
        Assert.Empty(LoweredModel.Of(prior.Model, prior.Frame.OutputScales).Parameters);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Its_noise_is_the_learned_one_in_scaled_units(Prior first, Prior last, Likelihood likelihood)
    {
        var process = Trained(first, last, likelihood);
        var prior = LearnedPrior.Of(process);
        var log = LoweredModel.Of(prior.Model, prior.Frame.OutputScales).Likelihood.LogStdDev!;
        var noise = Engine.Run(Program.Of(("noise", log.Exp())))["noise"];
        Assert.All(Enumerable.Range(0, 2), d => Assert.Equal(process.NoiseStdDevs[d], noise[d], 1e-13 * noise[d]));
        Assert.NotEqual(noise[0], noise[1], 1e-6);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Saving_and_loading_keeps_every_bit(Prior first, Prior last, Likelihood likelihood)
    {
        var process = Trained(first, last, likelihood);
        var prior = LearnedPrior.Of(process);
        using var folder = new TempFolder();
        string path = folder.PathOf("prior.pbnn");
        prior.Save(path);
        var loaded = LearnedPrior.Load(path);
        Assert.Equal(prior, loaded);
        Assert.Equal(prior.Hash, loaded.Hash);
        Assert.Equal(Bits(prior), Bits(loaded));
        Assert.Equal(Bits(prior), Bits(LearnedPrior.From(BnnModel.FromJson(prior.Model.ToJson()), prior.Frame)));
        var other = LearnedPrior.From(prior.Model, prior.Frame with { OutputNames = ["y", "w"] });
        Assert.NotEqual(prior.Hash, other.Hash);
        Assert.Throws<StoredFileException>(() => AmortisedProcess.Load(Engine, path));
        process.Save(path);
        var refusal = Assert.Throws<StoredFileException>(() => LearnedPrior.Load(path));
        Assert.Contains("another kind", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_the_same_architecture_starts_from_it_and_learns_what_it_says()
    {
        var process = Trained(Prior.PerUnit().ScaledByFanIn().Learned(), Prior.PerWeight().Learned(), Likelihood.Gaussian(StdDev.Of(0.2)));
        var prior = LearnedPrior.Of(process);
        var tuned = prior.Under(Base(
            Prior.PerUnit().ScaledByFanIn().Learned(), Prior.PerWeight().LearnedMeans(), Likelihood.Gaussian(StdDev.Of(0.5))).Build());
        var lowered = LoweredModel.Of(tuned, process.Frame.OutputScales);
        var start = ParameterSet.Start(lowered.Parameters, RandomKey.FromSeed(5));
        Assert.Equal(
            ["layers[0].prior.mean", "layers[0].prior.factor", "output.prior.mean"],
            lowered.Parameters.Where(p => p.Role == ParameterRole.Prior).Select(p => p.Name));
        Assert.All(
            lowered.Parameters.Where(p => p.Role == ParameterRole.Prior), p => Assert.Equal(process.Parameters[p.Name], start[p.Name]));
        var again = AmortisedProcess.Untrained(Engine, tuned, process.Frame, 5);
        var (here, there) = (process.Prior().Functions([0.3], 3, 1), again.Prior().Functions([0.3], 3, 1));
        Assert.All(Enumerable.Range(0, 3), s => Assert.Equal(here[s, 0, 1], there[s, 0, 1], 1e-10));
    }

    public static TheoryData<string, Func<ModelBuilder>> Strangers => new()
    {
        { "inputs", () => Bnn.Regression(2, 2).Output(Prior.PerWeight()) },
        { "outputs", () => Bnn.Regression(1, 1).Output(Prior.PerWeight()) },
        { "features", () => Own(3, Activation.Tanh, Prior.PerUnit(), Prior.PerWeight()).Features(new InputFeatures.Raw()) },
        {
            "layers", () => Own(3, Activation.Tanh, Prior.PerUnit(), Prior.PerWeight()).Hidden(2, Activation.Tanh, Prior.PerUnit())
        },
        { "layers[0].width", () => Own(4, Activation.Tanh, Prior.PerUnit(), Prior.PerWeight()) },
        { "layers[0].activation", () => Own(3, Activation.Relu, Prior.PerUnit(), Prior.PerWeight()) },
        { "layers[0].skip", () => Own(3, Activation.Tanh, Prior.PerUnit(), Prior.PerWeight(), Skip.Residual) },
        { "layers[0].prior.structure", () => Own(3, Activation.Tanh, Prior.PerWeight(), Prior.PerWeight()) },
        { "output.prior.scale", () => Own(3, Activation.Tanh, Prior.PerUnit(), Prior.PerWeight().ScaledByFanIn()) },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Strangers))]
    public void Another_architecture_is_refused_with_both_named(string path, Func<ModelBuilder> other)
    {
        var own = Own(3, Activation.Tanh, Prior.PerUnit().Learned(), Prior.PerWeight()).Observe(Likelihood.Bernoulli())
            .PseudoLikelihood(Amortised.Mlp(2)).Build();
        var frame = DataFrame.Of(own, Tasks());
        var prior = LearnedPrior.Of(AmortisedProcess.Untrained(Engine, own, frame, 1));
        var stranger = other().Observe(Likelihood.Bernoulli()).Build();
        var refusal = Assert.Throws<ModelException>(() => prior.Under(stranger));
        Assert.Equal(path, refusal.Problem.Where);
        Assert.Contains(own.Architecture, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(stranger.Architecture, refusal.Message, StringComparison.Ordinal);
        Assert.NotEqual(own.Architecture, stranger.Architecture);
    }

    /// <summary>Three features enter, so that a residual first layer of width three is possible.</summary>
    private static ModelBuilder Own(int width, Activation activation, Prior first, Prior last, Skip skip = Skip.None) =>
        Bnn.Regression(1, 2).Features(new InputFeatures.Polynomial(3)).Hidden(width, activation, first, skip).Output(last);

    private static long[] Bits(LearnedPrior prior) =>
    [
        .. Enumerable.Range(0, prior.Model.LayerCount).Select(layer => (PriorStart.Given)prior.Model.PriorOf(layer).Start)
            .SelectMany(start => start.Means.Concat(start.Factors)).Select(BitConverter.DoubleToInt64Bits),
    ];
}
