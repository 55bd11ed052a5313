using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>
/// A description in the making, begun by <see cref="Bnn"/>. Immutable: every method returns a new value; what is stated twice holds as
/// stated last, except that every <see cref="Hidden"/> adds a layer. <see cref="Build"/> checks the whole.
/// </summary>
public sealed record ModelBuilder
{
    internal ModelBuilder(int inputs, int outputs) => (InputCount, OutputCount) = (inputs, outputs);

    private int InputCount { get; }

    private int OutputCount { get; }

    private InputFeatures InputFeatures { get; init; } = new InputFeatures.Raw();

    private ValueList<HiddenLayer> Layers { get; init; } = [];

    private Prior? OutputPrior { get; init; }

    private Likelihood? Likelihood { get; init; }

    private ScalingPolicy? Scaling { get; init; }

    private PriorShare PriorShare { get; init; } = new PriorShare.Whole();

    private PseudoLikelihood? Nets { get; init; }

    private Amortised? NetsToBe { get; init; }

    /// <summary>States what is computed from the inputs before the first layer; the inputs themselves where nothing is stated.</summary>
    /// <param name="features">The features.</param>
    public ModelBuilder Features(InputFeatures features) => this with { InputFeatures = features };

    /// <summary>Adds a dense hidden layer.</summary>
    /// <param name="width">Number of units, from 1 to 1,000,000.</param>
    /// <param name="activation">The nonlinearity after the layer.</param>
    /// <param name="prior">The prior over the layer's weights.</param>
    /// <param name="skip">Whether the incoming values are added to the layer's output.</param>
    public ModelBuilder Hidden(int width, Activation activation, Prior prior, Skip skip = Skip.None) =>
        this with { Layers = Layers.Add(new HiddenLayer(width, activation, prior, skip)) };

    /// <summary>Adds a dense hidden layer with the incoming values added to its output; widths in and out must be equal.</summary>
    /// <param name="width">Number of units, from 1 to 1,000,000.</param>
    /// <param name="activation">The nonlinearity after the layer.</param>
    /// <param name="prior">The prior over the layer's weights.</param>
    public ModelBuilder HiddenResidual(int width, Activation activation, Prior prior) => Hidden(width, activation, prior, Skip.Residual);

    /// <summary>States the linear last layer.</summary>
    /// <param name="prior">The prior over its weights.</param>
    public ModelBuilder Output(Prior prior) => this with { OutputPrior = prior };

    /// <summary>States how observations depend on function values.</summary>
    /// <param name="likelihood">The likelihood.</param>
    public ModelBuilder Observe(Likelihood likelihood) => this with { Likelihood = likelihood };

    /// <summary>States how data are scaled; <see cref="ScalingPolicy.DefaultFor"/> the likelihood where nothing is stated.</summary>
    /// <param name="scaling">The policy.</param>
    public ModelBuilder Scale(ScalingPolicy scaling) => this with { Scaling = scaling };

    /// <summary>States the share of the network's weights whose prior parameters training may move; all where nothing is stated. What a
    /// layer's prior says of learning holds for the weights within the share.</summary>
    /// <param name="share">The share.</param>
    public ModelBuilder LearnPriors(PriorShare share) => this with { PriorShare = share };

    /// <summary>States the inference networks; what they leave open of the last layer follows from the likelihood.</summary>
    /// <param name="amortised">The inference networks.</param>
    public ModelBuilder PseudoLikelihood(Amortised amortised) => this with { NetsToBe = amortised, Nets = null };

    /// <summary>States the inference networks in full, or takes them away.</summary>
    /// <param name="pseudoLikelihood">The inference networks, or null for a description of the generative part alone.</param>
    public ModelBuilder PseudoLikelihood(PseudoLikelihood? pseudoLikelihood) => this with { Nets = pseudoLikelihood, NetsToBe = null };

    /// <summary>The description as an immutable, checked value.</summary>
    /// <exception cref="ModelException">Something is missing, impossible or contradictory; the message names the path.</exception>
    public BnnModel Build()
    {
        var prior = OutputPrior ?? throw Missing("output", "the prior of the last layer", "state it with .Output(prior)");
        var likelihood = Likelihood ?? throw Missing("likelihood", "a likelihood", "state one with .Observe(likelihood)");
        return BnnModel.Checked(
            InputCount, OutputCount, InputFeatures, Layers, new OutputLayer(prior), likelihood,
            Scaling ?? ScalingPolicy.DefaultFor(likelihood), PriorShare, Nets ?? NetsToBe?.For(likelihood));
    }

    private static ModelException Missing(string path, string what, string remedy) =>
        new(new Problem("something is missing", path, "nothing", what, remedy));
}
