namespace ProbBnn.Dsl;

/// <summary>
/// Says a <see cref="PseudoLikelihood"/> before the likelihood is known: what is not said of the last layer follows from the likelihood
/// when the model is built. Immutable; every fluent method returns a new value.
/// </summary>
public sealed record Amortised
{
    private Amortised(NetWidths widths) => Widths = widths;

    /// <summary>Hidden widths of the inference networks.</summary>
    public NetWidths Widths { get; private init; }

    /// <summary>Nonlinearity of their hidden layers.</summary>
    public NetActivation Activation { get; private init; } = new NetActivation.LikeNetwork();

    /// <summary>What they see of a context point.</summary>
    public NetInput Input { get; private init; } = new NetInput.Point();

    /// <summary>Whether their log pseudo-noise has a floor.</summary>
    public LogNoiseFloor Floor { get; private init; } = new LogNoiseFloor.None();

    /// <summary>Where the last layer's pseudo-targets come from, or null for what suits the likelihood.</summary>
    public PseudoTargets? Targets { get; private init; }

    /// <summary>Where the last layer's pseudo-noise comes from, or null for what suits the likelihood.</summary>
    public PseudoNoise? Noise { get; private init; }

    /// <summary>Whether the last layer's weights are sampled or integrated out, or null for what suits the likelihood.</summary>
    public LastLayerWeights? Weights { get; private init; }

    /// <summary>Inference networks with the same stated hidden widths for every layer; no width makes them affine.</summary>
    /// <param name="widths">Hidden widths from the input on, each from 1 to 1,000,000.</param>
    public static Amortised Mlp(params ReadOnlySpan<int> widths) => new(new NetWidths.Given([.. widths]));

    /// <summary>Inference networks with the hidden widths of the network itself.</summary>
    public static Amortised LikeNetwork() => new(new NetWidths.LikeNetwork());

    /// <summary>Inference networks that grow with their layer: that of layer l, from 1, has the first l hidden widths.</summary>
    public static Amortised Pyramid() => new(new NetWidths.Pyramid());

    /// <summary>Inference networks of the stated kind of widths.</summary>
    /// <param name="widths">The kind of widths.</param>
    public static Amortised With(NetWidths widths) => new(widths);

    /// <summary>These networks with a stated nonlinearity.</summary>
    /// <param name="activation">The nonlinearity of their hidden layers.</param>
    public Amortised Activated(Activation activation) => this with { Activation = new NetActivation.Given(activation) };

    /// <summary>These networks, from the second layer on also seeing the layer below before its nonlinearity.</summary>
    public Amortised SeeingActivations() => this with { Input = new NetInput.PointAndActivations() };

    /// <summary>These networks with their log pseudo standard deviations clamped from below.</summary>
    /// <param name="logStdDev">The least log standard deviation, from -50 to below -2.</param>
    public Amortised LogNoiseAtLeast(double logStdDev = -7) => this with { Floor = new LogNoiseFloor.At(logStdDev) };

    /// <summary>These networks with the last layer's pseudo-targets from the stated source.</summary>
    /// <param name="targets">The source.</param>
    public Amortised LastLayerTargets(PseudoTargets targets) => this with { Targets = targets };

    /// <summary>These networks with the last layer's pseudo-noise from the stated source.</summary>
    /// <param name="noise">The source.</param>
    public Amortised LastLayerNoise(PseudoNoise noise) => this with { Noise = noise };

    /// <summary>These networks with the last layer's weights sampled like those of any other layer.</summary>
    public Amortised SamplingLastLayer() => this with { Weights = LastLayerWeights.Sampled };

    /// <summary>These networks with the last layer's weights integrated out in closed form; needs a Gaussian likelihood.</summary>
    public Amortised IntegratingLastLayer() => this with { Weights = LastLayerWeights.IntegratedOut };

    /// <summary>The pseudo-likelihood that this says for a model with the given likelihood.</summary>
    /// <param name="likelihood">The likelihood of the model.</param>
    public PseudoLikelihood For(Likelihood likelihood)
    {
        var usual = LastLayer.DefaultFor(likelihood);
        return new PseudoLikelihood(
            Widths, Activation, Input, Floor, new LastLayer(Targets ?? usual.Targets, Noise ?? usual.Noise, Weights ?? usual.Weights));
    }
}
