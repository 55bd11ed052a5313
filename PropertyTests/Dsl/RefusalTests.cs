using ProbBnn.Dsl;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Dsl;

public class RefusalTests
{
    private static readonly Prior Plain = Prior.PerWeight();

    private static ModelBuilder Base => Bnn.Regression(1, 1).Output(Plain).Observe(Likelihood.Gaussian(StdDev.Of(0.2)));

    /// <summary>Impossible descriptions, each with the path that its refusal names and a piece of the message.</summary>
    public static TheoryData<string, string, Func<ModelBuilder>> Impossible => new()
    {
        { "inputs", "got 0", () => Bnn.Regression(0, 1).Output(Plain).Observe(Likelihood.Bernoulli()) },
        { "inputs", "got 1000001", () => Bnn.Regression(1_000_001, 1).Output(Plain).Observe(Likelihood.Bernoulli()) },
        { "outputs", "got -1", () => Bnn.Classification(1, -1).Output(Plain) },
        { "output", ".Output(prior)", () => Bnn.Classification(1, 1) },
        { "likelihood", ".Observe(likelihood)", () => Bnn.Regression(1, 1).Output(Plain) },
        { "layers[0].width", "got 0", () => Base.Hidden(0, Activation.Relu, Plain) },
        { "layers[1].width", "got 1000001", () => Base.Hidden(3, Activation.Relu, Plain).Hidden(1_000_001, Activation.Relu, Plain) },
        { "layers[0].activation", "Softplus", () => Base.Hidden(3, (Activation)99, Plain) },
        { "layers[0].skip", "Residual", () => Base.Hidden(3, Activation.Relu, Plain, (Skip)99) },
        { "layers[0].skip", "got 1 in and 3 out; make the layer 1 wide", () => Base.HiddenResidual(3, Activation.Relu, Plain) },
        { "layers[1].skip", "got 4 in and 3 out", () => Base.Hidden(4, Activation.Relu, Plain).HiddenResidual(3, Activation.Relu, Plain) },
        {
            "layers", "got 1001",
            () => Enumerable.Range(0, 1001).Aggregate(Base, (builder, _) => builder.Hidden(1, Activation.Relu, Plain))
        },
        { "layers[0].prior.learning.step", "got -1", () => Base.Hidden(3, Activation.Relu, Plain.ReleasedAt(-1)) },
        {
            "output.prior.learning.then", "got Fixed, expected Learned or MeansOnly",
            () => Base.Output(Plain with { Learning = new PriorLearning.ReleasedAt(1, new PriorLearning.Fixed()) })
        },
        {
            "output.prior.learning.then", "got ReleasedAt",
            () => Base.Output(Plain with { Learning = new PriorLearning.ReleasedAt(1, Plain.ReleasedAt(1).Learning) })
        },
        { "output.prior.start.stdDev", "got 2000", () => Base.Output(Plain.WithStdDev(StdDev.Of(2000))) },
        { "output.prior.start.meanStdDev", "got NaN", () => Base.Output(Plain.Starting(new PriorStart.SmallRandom(double.NaN, 0))) },
        { "output.prior.start.meanStdDev", "got -1", () => Base.Output(Plain.Starting(new PriorStart.SmallRandom(-1, 0))) },
        { "output.prior.start.logScaleStdDev", "got 11", () => Base.Output(Plain.Starting(new PriorStart.SmallRandom(0, 11))) },
        { "output.prior.start.means", "got 1 number, expected 2", () => Base.Output(Plain.Starting(new PriorStart.Given([0], [0, 0]))) },
        {
            "output.prior.start.factors", "got 2 numbers, expected 3",
            () => Base.Output(Prior.PerUnit().Starting(new PriorStart.Given([0, 0], [0, 0])))
        },
        {
            "output.prior.start.factors[1]", "got NaN",
            () => Base.Output(Plain.Starting(new PriorStart.Given([0, 0], [0, double.NaN])))
        },
        {
            "likelihood.learning.stdDevs", "got 2, expected 1",
            () => Base.Observe(Likelihood.Gaussian(StdDev.Of(1)).FixedPerOutput([StdDev.Of(1), StdDev.Of(2)]))
        },
        {
            "likelihood.stdDev", "got 3, expected 1",
            () => Base.Observe(Likelihood.Gaussian(StdDev.Of(1)).FixedPerOutput([StdDev.Of(1)]) with { StdDev = StdDev.Of(3) })
        },
        {
            "output.prior.structure", "got per weight, expected per network",
            () => Base.Hidden(3, Activation.Relu, Prior.PerNetwork())
        },
        {
            "layers[0].prior.structure", "got per layer, expected per network",
            () => Base.Hidden(3, Activation.Relu, Prior.PerLayer()).Output(Prior.PerNetwork())
        },
        {
            "pseudoLikelihood.lastLayer.weights", "sample the last layer's weights",
            () => Bnn.Regression(1, 2).Output(Prior.PerLayer()).Observe(Likelihood.Gaussian(StdDev.Of(1)))
                .PseudoLikelihood(Amortised.Mlp(3).IntegratingLastLayer())
        },
        { "priorShare.share", "got 1.5", () => Base.LearnPriors(new PriorShare.FromInput(1.5, 1)) },
        { "priorShare.share", "got NaN", () => Base.LearnPriors(new PriorShare.FromOutput(double.NaN, 1)) },
        {
            "layers[1].prior", "Prior.PerWeight()",
            () => Base.Hidden(2000, Activation.Relu, Plain).Hidden(2000, Activation.Relu, Prior.PerUnit())
        },
        { "features.frequencies", "an empty list", () => Base.Features(new InputFeatures.Fourier([])) },
        { "features.frequencies[1]", "got 0", () => Base.Features(new InputFeatures.Fourier([1, 0])) },
        { "features.frequencies[0]", "got Infinity", () => Base.Features(InputFeatures.FourierSeries(2, 0)) },
        { "features.frequencies[0]", "got NaN", () => Base.Features(new InputFeatures.Fourier([double.NaN])) },
        { "features.frequencies", "an empty list", () => Base.Features(InputFeatures.FourierSeries(-3, 4)) },
        {
            "features.frequencies[2]", "got 0.5, expected something else than features.frequencies[0]",
            () => Base.Features(new InputFeatures.Fourier([0.5, 1, 0.5]))
        },
        {
            "features.parts[1].frequencies[2]", "got -2",
            () => Base.Features(new InputFeatures.Raw().And(new InputFeatures.Fourier([0.5, 1, -2])))
        },
        { "features.pairs", "got 0", () => Base.Features(new InputFeatures.KeyedFourier(0, 1, 0)) },
        { "features.scale", "got 0", () => Base.Features(new InputFeatures.KeyedFourier(1, 0, 0)) },
        { "features.scale", "got Infinity", () => Base.Features(new InputFeatures.KeyedFourier(1, double.PositiveInfinity, 0)) },
        { "features.degree", "got 0", () => Base.Features(new InputFeatures.Polynomial(0)) },
        { "features.degree", "got 65", () => Base.Features(new InputFeatures.Polynomial(65)) },
        { "features.parts", "an empty list", () => Base.Features(new InputFeatures.Concatenation([])) },
        {
            "features.parts[0]", "list all parts in one",
            () => Base.Features(new InputFeatures.Concatenation([new InputFeatures.Concatenation([new InputFeatures.Raw()])]))
        },
        { "features.parts[1]", "occur twice", () => Base.Features(new InputFeatures.Raw().And(new InputFeatures.Raw())) },
        { "features", "got 2000000", () => Base.Features(new InputFeatures.KeyedFourier(1_000_000, 1, 0)) },
        { "likelihood.stdDev", "got 0", () => Base.Observe(Likelihood.Gaussian(default)) },
        {
            "likelihood.stdDev", "expected less than 0.3",
            () => Base.Observe(Likelihood.Gaussian(StdDev.Of(0.3)).Learned(below: StdDev.Of(0.3)))
        },
        {
            "likelihood.stdDev", "expected more than 0.3",
            () => Base.Observe(Likelihood.Gaussian(StdDev.Of(0.3)).Learned(above: StdDev.Of(0.3)))
        },
        {
            "likelihood.stdDev", "got 0.4, expected strictly between 0.1 and 0.3",
            () => Base.Observe(Likelihood.Gaussian(StdDev.Of(0.4)).Learned(StdDev.Of(0.1), StdDev.Of(0.3)))
        },
        {
            "likelihood.learning", "got above 0.3 and below 0.1",
            () => Base.Observe(Likelihood.Gaussian(StdDev.Of(0.2)).Learned(StdDev.Of(0.3), StdDev.Of(0.1)))
        },
        { "likelihood.learning.above", "got 0", () => Base.Observe(Likelihood.Gaussian(StdDev.Of(0.2)).Learned(above: default(StdDev))) },
        { "likelihood.learning.below", "got 0", () => Base.Observe(Likelihood.Gaussian(StdDev.Of(0.2)).Learned(below: default(StdDev))) },
        {
            "likelihood.units", "Standardised, Data",
            () => Base.Observe(new Likelihood.Gaussian(StdDev.Of(0.2), new NoiseLearning.Fixed(), (NoiseUnits)9))
        },
        { "scaling.inputs", "got 9", () => Base.Scale(new ScalingPolicy((InputScaling)9, OutputScaling.None)) },
        { "scaling.outputs", "got 9", () => Base.Scale(new ScalingPolicy(InputScaling.None, (OutputScaling)9)) },
        {
            "scaling.outputs", "Bernoulli",
            () => Base.Observe(Likelihood.Bernoulli()).Scale(new ScalingPolicy(InputScaling.None, OutputScaling.Standardise))
        },
        { "pseudoLikelihood.widths[1]", "got 0", () => Base.PseudoLikelihood(Amortised.Mlp(5, 0)) },
        { "pseudoLikelihood.widths", "output", () => Base.PseudoLikelihood(Networks(Amortised.Mlp(1_000_000, 1_000_000))) },
        { "pseudoLikelihood.activation", "got 99", () => Base.PseudoLikelihood(Amortised.Mlp(5).Activated((Activation)99)) },
        { "pseudoLikelihood.logNoiseFloor", "got -2", () => Base.PseudoLikelihood(Amortised.Mlp(5).LogNoiseAtLeast(-2)) },
        { "pseudoLikelihood.logNoiseFloor", "got NaN", () => Base.PseudoLikelihood(Amortised.Mlp(5).LogNoiseAtLeast(double.NaN)) },
        { "pseudoLikelihood.logNoiseFloor", "got -51", () => Base.PseudoLikelihood(Amortised.Mlp(5).LogNoiseAtLeast(-51)) },
        {
            "pseudoLikelihood.lastLayer.targets", "Gaussian",
            () => Binary(Networks(Amortised.Mlp()).LastLayerTargets(PseudoTargets.Observed))
        },
        { "pseudoLikelihood.lastLayer.noise", "Gaussian", () => Binary(Networks(Amortised.Mlp()).LastLayerNoise(PseudoNoise.Likelihood)) },
        { "pseudoLikelihood.lastLayer.weights", "choose Sampled", () => Binary(Networks(Amortised.Mlp()).IntegratingLastLayer()) },
        { "pseudoLikelihood.lastLayer.targets", "got 9", () => Base.PseudoLikelihood(Amortised.Mlp().LastLayerTargets((PseudoTargets)9)) },
        { "pseudoLikelihood.lastLayer.noise", "got 9", () => Base.PseudoLikelihood(Amortised.Mlp().LastLayerNoise((PseudoNoise)9)) },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Impossible))]
    public void What_is_impossible_is_refused_with_its_path(string path, string says, Func<ModelBuilder> builder)
    {
        var refusal = Assert.Throws<ModelException>(() => builder().Build());
        Assert.Equal(path, refusal.Problem.Where);
        Assert.NotNull(refusal.Problem.Remedy);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static ModelBuilder Binary(Amortised nets) => Base.Observe(Likelihood.Bernoulli()).PseudoLikelihood(nets);

    private static Amortised Networks(Amortised nets) =>
        nets.LastLayerTargets(PseudoTargets.Network).LastLayerNoise(PseudoNoise.Network);
}
