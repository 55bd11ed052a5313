using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.PropertyTests.Dsl;

/// <summary>Models that differ from a given one in one place.</summary>
internal static class Changes
{
    public sealed record Change(BnnModel Model, bool OnlyOfNetworks);

    public static IEnumerable<Change> Of(BnnModel model) => OfGenerative(model).Select(changed => new Change(changed, false))
        .Concat(OfNetworks(model).Select(changed => new Change(changed, true)));

    private static IEnumerable<BnnModel> OfGenerative(BnnModel model) => Possible(
    [
        With(model, inputs: model.Inputs + 1),
        With(model, outputs: model.Outputs + 1),
        With(model, layers: model.Hidden.Add(new HiddenLayer(7, Activation.Relu, Prior.PerUnit()))),
        .. OfFeatures(model.Features).Select(features => model.ToBuilder().Features(features)),
        .. OfPrior(model.Output.Prior).Select(prior => model.ToBuilder().Output(prior)),
        .. model.Hidden.SelectMany((layer, i) => OfLayer(layer).Select(changed => With(model, layers: model.Hidden.SetItem(i, changed)))),
        .. OfLikelihood(model.Likelihood).Select(likelihood => model.ToBuilder().Observe(likelihood)),
        model.ToBuilder().LearnPriors(model.PriorShare is PriorShare.FromInput { Share: 0.25 }
            ? new PriorShare.FromOutput(0.25, 3) : new PriorShare.FromInput(0.25, 3)),
        model.ToBuilder().Scale(model.Scaling with { Inputs = 1 - model.Scaling.Inputs }),
        model.ToBuilder().Scale(model.Scaling with { Outputs = 1 - model.Scaling.Outputs }),
    ]);

    private static IEnumerable<BnnModel> OfNetworks(BnnModel model) => Possible(model.PseudoLikelihood is { } nets
        ? new[]
        {
            null,
            nets with { Widths = nets.Widths is NetWidths.Pyramid ? new NetWidths.LikeNetwork() : new NetWidths.Pyramid() },
            nets with { Widths = new NetWidths.Given(nets.Widths is NetWidths.Given given ? given.Widths.Add(3) : []) },
            nets with { Activation = new NetActivation.Given(OtherThan(nets.Activation)) },
            nets with { Input = nets.Input is NetInput.Point ? new NetInput.PointAndActivations() : new NetInput.Point() },
            nets with { Floor = new LogNoiseFloor.At(-3) },
            nets with { LastLayer = nets.LastLayer with { Targets = 1 - nets.LastLayer.Targets } },
            nets with { LastLayer = nets.LastLayer with { Noise = 1 - nets.LastLayer.Noise } },
            nets with { LastLayer = nets.LastLayer with { Weights = 1 - nets.LastLayer.Weights } },
        }.Select(model.ToBuilder().PseudoLikelihood)
        : [model.ToBuilder().PseudoLikelihood(Amortised.LikeNetwork())]);

    private static Activation OtherThan(NetActivation activation) =>
        activation is NetActivation.Given { Activation: Activation.Sin } ? Activation.Relu : Activation.Sin;

    private static IEnumerable<HiddenLayer> OfLayer(HiddenLayer layer) =>
    [
        layer with { Width = layer.Width + 1 },
        layer with { Activation = (Activation)(((int)layer.Activation + 1) % 7) },
        layer with { Skip = 1 - layer.Skip },
        .. OfPrior(layer.Prior).Select(prior => layer with { Prior = prior }),
    ];

    private static IEnumerable<Prior> OfPrior(Prior prior) =>
    [
        prior with { Structure = (prior.Structure is PriorStructure.PerUnit ? Prior.PerWeight() : Prior.PerUnit()).Structure },
        prior.Scale is PriorScale.FanIn ? prior.Unscaled() : prior.ScaledByFanIn(),
        prior.Learning is PriorLearning.Fixed ? prior.Learned() : prior.Fixed(),
        prior.Learning is PriorLearning.MeansOnly ? prior.Learned() : prior.LearnedMeans(),
        prior.ReleasedAt(prior.Learning is PriorLearning.ReleasedAt { Step: 4 } ? 5 : 4),
        prior.Start is PriorStart.SmallRandom random
            ? prior.Starting(random with { MeanStdDev = Math.BitIncrement(random.MeanStdDev / 2) })
            : prior.Starting(new PriorStart.SmallRandom(0, 0)),
        prior.Start is PriorStart.SmallRandom spread
            ? prior.Starting(spread with { LogScaleStdDev = Math.BitIncrement(spread.LogScaleStdDev / 2) })
            : prior.Starting(new PriorStart.SmallRandom(1, 0)),
        prior.WithStdDev(prior.Start is PriorStart.Spread { StdDev.Value: var value } ? StdDev.Of(Math.BitIncrement(value / 2)) : StdDev.Of(1)),
        .. prior.Start is PriorStart.Given given ? OfGiven(given).Select(prior.Starting) : [],
    ];

    private static IEnumerable<PriorStart> OfGiven(PriorStart.Given given) =>
    [
        given with { Means = given.Means.SetItem(0, Math.BitIncrement(given.Means[0])) },
        given with { Factors = given.Factors.SetItem(0, Math.BitDecrement(given.Factors[0])) },
    ];

    private static IEnumerable<InputFeatures> OfFeatures(InputFeatures features) => features switch
    {
        InputFeatures.Fourier fourier =>
        [
            new InputFeatures.Fourier(fourier.Frequencies.Add(fourier.Frequencies.Max() * 1.5)),
            new InputFeatures.Fourier(fourier.Frequencies.SetItem(0, Math.BitIncrement(fourier.Frequencies[0]))),
        ],
        InputFeatures.KeyedFourier keyed =>
            [keyed with { Pairs = keyed.Pairs + 1 }, keyed with { Scale = keyed.Scale / 2 }, keyed with { Seed = keyed.Seed ^ 1 }],
        InputFeatures.Polynomial polynomial => [new InputFeatures.Polynomial(1 + polynomial.Degree % 64)],
        InputFeatures.Concatenation parts =>
        [
            parts.And(new InputFeatures.KeyedFourier(1, 1, 77)),
            new InputFeatures.Concatenation(parts.Parts.SetItem(0, new InputFeatures.KeyedFourier(1, 1, 77))),
        ],
        _ => [new InputFeatures.Polynomial(1), new InputFeatures.Concatenation([features])],
    };

    private static IEnumerable<Likelihood> OfLikelihood(Likelihood likelihood) => likelihood is Likelihood.Gaussian gaussian
        ?
        [
            new Likelihood.Bernoulli(),
            gaussian with { StdDev = StdDev.Of(gaussian.StdDev.Value * 1.01) },
            gaussian with { Units = 1 - gaussian.Units },
            gaussian with { Learning = gaussian.Learning is NoiseLearning.Fixed ? new NoiseLearning.Learned() : new NoiseLearning.Fixed() },
            .. gaussian.Learning is NoiseLearning.FixedPerOutput perOutput
                ? [gaussian.FixedPerOutput(perOutput.StdDevs.SetItem(perOutput.StdDevs.Count - 1, StdDev.Of(77)))]
                : Array.Empty<Likelihood>(),
            gaussian.Learned(above: StdDev.Of(gaussian.StdDev.Value / 7)),
            gaussian.Learned(below: StdDev.Of(gaussian.StdDev.Value * 7)),
        ]
        : [Likelihood.Gaussian(StdDev.Of(0.1))];

    private static ModelBuilder With(BnnModel model, int? inputs = null, int? outputs = null, ValueList<HiddenLayer>? layers = null) =>
        (layers ?? model.Hidden)
        .Aggregate(
            Bnn.Regression(inputs ?? model.Inputs, outputs ?? model.Outputs),
            (builder, layer) => builder.Hidden(layer.Width, layer.Activation, layer.Prior, layer.Skip))
        .Features(model.Features).Output(model.Output.Prior).Observe(model.Likelihood).Scale(model.Scaling)
        .LearnPriors(model.PriorShare).PseudoLikelihood(model.PseudoLikelihood);

    /// <summary>Leaves out changes that alone make no possible model, such as a residual layer of another width.</summary>
    private static IEnumerable<BnnModel> Possible(IEnumerable<ModelBuilder> builders)
    {
        foreach (var builder in builders)
        {
            BnnModel? model = null;
            try
            {
                model = builder.Build();
            }
            catch (ModelException)
            {
            }
            if (model is not null)
            {
                yield return model;
            }
        }
    }
}
