using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.PropertyTests.Dsl;

/// <summary>Random valid descriptions that reach every case of every union.</summary>
internal static class Models
{
    public static Gen<Activation> Activations { get; } = Gen.Elements(Enum.GetValues<Activation>());

    public static Gen<Prior> Priors { get; } =
        from structure in Gen.Elements<PriorStructure>(new PriorStructure.PerWeight(), new PriorStructure.PerUnit())
        from scale in Gen.Elements<PriorScale>(new PriorScale.FanIn(), new PriorScale.Unscaled())
        from learning in Learnings
        from start in Starts
        select new Prior(structure, scale, learning, start);

    public static Gen<InputFeatures> Features { get; } = Gen.OneOf(
        SimpleFeatures,
        SimpleFeatures.ListOf(3).Select(parts => (InputFeatures)new InputFeatures.Concatenation(parts.Distinct().ToValueList())));

    public static Gen<Likelihood> Likelihoods { get; } = Gen.OneOf(
        Gen.Constant<Likelihood>(new Likelihood.Bernoulli()),
        from start in Doubles(-40, 40)
        from learning in NoiseLearnings(start)
        from units in Gen.Elements(Enum.GetValues<NoiseUnits>())
        select (Likelihood)new Likelihood.Gaussian(StdDev.Of(start), learning, units));

    public static Gen<BnnModel> Any { get; } =
        from model in Plain
        from seed in Gen.Choose(0, 1 << 30)
        select WithNumbers(seed % 5, WithShare(seed % 7, WithStructure(seed % 11, model)), RandomKey.FromSeed((ulong)seed));

    private static Gen<BnnModel> Plain =>
        from inputs in Gen.Choose(1, 4)
        from outputs in Gen.Choose(1, 4)
        from features in Features
        from widths in Gen.Choose(1, 20).ListOf().Select(list => list.Take(4).ToArray())
        from layers in Gen.CollectToArray(widths, Hidden)
        from output in Priors
        from likelihood in Likelihoods
        from scaling in Scalings(likelihood)
        from nets in Gen.OneOf(Gen.Constant<PseudoLikelihood?>(null), Nets(likelihood).Select(nets => (PseudoLikelihood?)nets))
        select layers.Aggregate(Bnn.Regression(inputs, outputs).Features(features), (builder, layer) => AddTo(builder, layer))
            .Output(output).Observe(likelihood).Scale(scaling).PseudoLikelihood(nets).Build();

    /// <summary>The model with priors over whole layers or the whole network, where they are small.</summary>
    private static BnnModel WithStructure(int choice, BnnModel model)
    {
        bool several = model is { Outputs: > 1, PseudoLikelihood.LastLayer.Weights: LastLayerWeights.IntegratedOut };
        long weights = Enumerable.Range(0, model.LayerCount).Sum(model.WeightCount);
        return choice switch
        {
            < 3 => model.WithPriors(layer => model.WeightCount(layer) <= 100 && !(several && layer == model.LayerCount - 1)
                ? model.PriorOf(layer) with { Structure = new PriorStructure.PerLayer() } : model.PriorOf(layer)),
            < 6 when weights <= 100 && !several =>
                model.WithPriors(layer => model.PriorOf(layer) with { Structure = new PriorStructure.PerNetwork() }),
            _ => model,
        };
    }

    private static BnnModel WithShare(int choice, BnnModel model) => choice switch
    {
        0 => model.ToBuilder().LearnPriors(new PriorShare.FromInput(0.3, 5)).Build(),
        1 => model.ToBuilder().LearnPriors(new PriorShare.FromOutput(0.6, ulong.MaxValue)).Build(),
        _ => model,
    };

    /// <summary>The model with given starts of its small layers, and fixed noise given for each output.</summary>
    private static BnnModel WithNumbers(int choice, BnnModel model, RandomKey key)
    {
        if (choice > 1)
        {
            return model;
        }
        var given = model.WithPriors(layer => model.PriorParameterCount(layer) <= 60 && key.Uniform(0, layer) < 0.7
            ? model.PriorOf(layer).Starting(GivenStart(model, layer, key.Fold(layer)))
            : model.PriorOf(layer));
        return given.Likelihood is Likelihood.Gaussian { Learning: NoiseLearning.Fixed } gaussian
            ? given.ToBuilder().Observe(gaussian.FixedPerOutput(
                Enumerable.Range(0, model.Outputs).Select(d => StdDev.Of(Math.Exp(key.Normal(1, d)))).ToValueList())).Build()
            : given;
    }

    /// <summary>Normal numbers, as many as a layer's prior has parameters.</summary>
    public static PriorStart.Given GivenStart(BnnModel model, int layer, RandomKey key)
    {
        int means = model.Width(layer) * model.FanIn(layer);
        int factors = (int)model.PriorParameterCount(layer) - means;
        return new PriorStart.Given(
            Enumerable.Range(0, means).Select(i => key.Normal(0, i)).ToValueList(),
            Enumerable.Range(0, factors).Select(i => 0.3 * key.Normal(1, i)).ToValueList());
    }

    private static Gen<PriorLearning> Learnings => Gen.OneOf(
        Gen.Elements<PriorLearning>(new PriorLearning.Fixed(), new PriorLearning.Learned(), new PriorLearning.MeansOnly()),
        from step in Gen.OneOf(Gen.Choose(0, 100_000), Gen.Constant(int.MaxValue))
        from then in Gen.Elements<PriorLearning>(new PriorLearning.Learned(), new PriorLearning.MeansOnly())
        select (PriorLearning)new PriorLearning.ReleasedAt(step, then));

    private static Gen<PriorStart> Starts => Gen.OneOf(
        Gen.Constant<PriorStart>(new PriorStart.Zero()),
        Gen.OneOf(Gen.Elements(1e-3, 1e3), Doubles(-3, 3)).Select(v => (PriorStart)new PriorStart.Spread(StdDev.Of(v))),
        from mean in Gen.OneOf(Gen.Elements(0.0, -0.0, 10.0), Doubles(-40, 1))
        from scale in Gen.OneOf(Gen.Elements(0.0, -0.0, 10.0), Doubles(-40, 1))
        select (PriorStart)new PriorStart.SmallRandom(mean, scale));

    private static Gen<InputFeatures> SimpleFeatures => Gen.OneOf(
        Gen.Constant<InputFeatures>(new InputFeatures.Raw()),
        Doubles(-10, 5).ListOf(3).Select(list => (InputFeatures)new InputFeatures.Fourier(list.Distinct().ToValueList())),
        from pairs in Gen.Choose(1, 9)
        from scale in Doubles(-10, 5)
        from seed in Gen.Elements(0UL, 1UL, 9007199254740993UL, ulong.MaxValue)
        select (InputFeatures)new InputFeatures.KeyedFourier(pairs, scale, seed),
        Gen.Choose(1, 64).Select(degree => (InputFeatures)new InputFeatures.Polynomial(degree)));

    private static Gen<NoiseLearning> NoiseLearnings(double start) => Gen.OneOf(
        Gen.Constant<NoiseLearning>(new NoiseLearning.Fixed()),
        from below in Gen.Elements<StdDev?>(null, StdDev.Of(start * 1.5), StdDev.Of(Math.BitIncrement(start)))
        from above in Gen.Elements<StdDev?>(null, StdDev.Of(start / 3), StdDev.Of(Math.BitDecrement(start)))
        select (NoiseLearning)new NoiseLearning.Learned(above, below));

    private static Gen<ScalingPolicy> Scalings(Likelihood likelihood) =>
        from inputs in Gen.Elements(Enum.GetValues<InputScaling>())
        from outputs in likelihood is Likelihood.Bernoulli
            ? Gen.Constant(OutputScaling.None)
            : Gen.Elements(Enum.GetValues<OutputScaling>())
        select new ScalingPolicy(inputs, outputs);

    private static Gen<PseudoLikelihood> Nets(Likelihood likelihood) =>
        from widths in Gen.OneOf(
            Gen.Elements<NetWidths>(new NetWidths.LikeNetwork(), new NetWidths.Pyramid()),
            Gen.Choose(1, 30).ListOf().Select(list => (NetWidths)new NetWidths.Given(list.ToValueList())))
        from activation in Gen.OneOf(
            Gen.Constant<NetActivation>(new NetActivation.LikeNetwork()),
            Activations.Select(activation => (NetActivation)new NetActivation.Given(activation)))
        from input in Gen.Elements<NetInput>(new NetInput.Point(), new NetInput.PointAndActivations())
        from floor in Gen.Elements<LogNoiseFloor>(new LogNoiseFloor.None(), new LogNoiseFloor.At(-7), new LogNoiseFloor.At(-20.0 / 3))
        from last in likelihood is Likelihood.Gaussian
            ? from targets in Gen.Elements(Enum.GetValues<PseudoTargets>())
              from noise in Gen.Elements(Enum.GetValues<PseudoNoise>())
              from weights in Gen.Elements(Enum.GetValues<LastLayerWeights>())
              select new LastLayer(targets, noise, weights)
            : Gen.Constant(LastLayer.DefaultFor(likelihood))
        select new PseudoLikelihood(widths, activation, input, floor, last);

    private static Gen<HiddenLayer> Hidden(int width) =>
        from activation in Activations
        from prior in Priors
        from skip in Gen.Elements(Enum.GetValues<Skip>())
        select new HiddenLayer(width, activation, prior, skip);

    /// <summary>Adds a layer; a residual one is as wide as what enters it.</summary>
    private static ModelBuilder AddTo(ModelBuilder builder, HiddenLayer layer)
    {
        var closed = builder.Output(Prior.PerWeight()).Observe(Likelihood.Bernoulli()).Build();
        int width = layer.Skip == Skip.Residual ? closed.Incoming(closed.LayerCount - 1) : layer.Width;
        return builder.Hidden(width, layer.Activation, layer.Prior, layer.Skip);
    }

    /// <summary>Numbers with full mantissas between powers of ten.</summary>
    private static Gen<double> Doubles(int least, int greatest) =>
        from high in Gen.Choose(1, int.MaxValue - 1)
        from low in Gen.Choose(0, int.MaxValue - 1)
        from exponent in Gen.Choose(least, greatest - 1)
        select (1 + 9 * ((high + low / (double)int.MaxValue) / int.MaxValue)) * Math.Pow(10, exponent);
}
