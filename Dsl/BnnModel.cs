using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>
/// The description of a Bayesian neural network: what is assumed of functions and observations, and optionally how inference is
/// amortised. An immutable value that was checked when it was built; changed by way of <see cref="ToBuilder"/>. Weight layers are
/// counted from 0; the last one is the output layer.
/// </summary>
public sealed partial record BnnModel
{
    private BnnModel(
        int inputs, int outputs, InputFeatures features, ValueList<HiddenLayer> hidden, OutputLayer output, Likelihood likelihood,
        ScalingPolicy scaling, PriorShare priorShare, PseudoLikelihood? pseudoLikelihood)
    {
        Inputs = inputs;
        Outputs = outputs;
        Features = features;
        Hidden = hidden;
        Output = output;
        Likelihood = likelihood;
        Scaling = scaling;
        PriorShare = priorShare;
        PseudoLikelihood = pseudoLikelihood;
    }

    /// <summary>Number of inputs of a point.</summary>
    public int Inputs { get; }

    /// <summary>Number of outputs of a point.</summary>
    public int Outputs { get; }

    /// <summary>What is computed from the scaled inputs before the first layer, for the network and the inference networks alike.</summary>
    public InputFeatures Features { get; }

    /// <summary>The hidden layers, from the input on; may be empty, which makes the model linear in its features.</summary>
    public ValueList<HiddenLayer> Hidden { get; }

    /// <summary>The linear last layer.</summary>
    public OutputLayer Output { get; }

    /// <summary>How observations depend on function values.</summary>
    public Likelihood Likelihood { get; }

    /// <summary>How data are scaled on the way in and out.</summary>
    public ScalingPolicy Scaling { get; }

    /// <summary>The share of the network's weights whose prior parameters training may move, where the layers' priors learn at
    /// all.</summary>
    public PriorShare PriorShare { get; }

    /// <summary>The inference networks, or null for a description of the generative part alone.</summary>
    public PseudoLikelihood? PseudoLikelihood { get; }

    /// <summary>Number of weight layers: the hidden layers and the output layer.</summary>
    public int LayerCount => Hidden.Count + 1;

    /// <summary>Number of features that enter the first layer and the inference networks.</summary>
    public int FeatureCount => Features.Count(Inputs);

    /// <summary>Number of units of a weight layer.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public int Width(int layer) => IsOutput(layer) ? Outputs : Hidden[layer].Width;

    /// <summary>Number of values that enter a weight layer, without the bias.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public int Incoming(int layer) => Existing(layer) == 0 ? FeatureCount : Hidden[layer - 1].Width;

    /// <summary>Number of weights of a unit of a layer: the incoming values and the bias, which comes last.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public int FanIn(int layer) => Incoming(layer) + 1;

    /// <summary>The prior over the weights of a layer.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Prior PriorOf(int layer) => IsOutput(layer) ? Output.Prior : Hidden[layer].Prior;

    /// <summary>How messages call a layer: <c>layers[0]</c> and so on, and <c>output</c> for the last.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public string PathOf(int layer) => IsOutput(layer) ? "output" : $"layers[{layer}]";

    /// <summary>This description with other priors, layer by layer.</summary>
    /// <param name="prior">The prior of a layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ModelException">Such a model cannot be.</exception>
    public BnnModel WithPriors(Func<int, Prior> prior) => Checked(
        Inputs, Outputs, Features, Hidden.Select((layer, i) => layer with { Prior = prior(i) }).ToValueList(),
        Output with { Prior = prior(Hidden.Count) }, Likelihood, Scaling, PriorShare, PseudoLikelihood);

    /// <summary>A builder that holds all of this description, for stating parts of it anew; hidden layers are added at the end.</summary>
    public ModelBuilder ToBuilder() => Hidden
        .Aggregate(
            new ModelBuilder(Inputs, Outputs),
            (builder, layer) => builder.Hidden(layer.Width, layer.Activation, layer.Prior, layer.Skip))
        .Features(Features).Output(Output.Prior).Observe(Likelihood).Scale(Scaling).LearnPriors(PriorShare)
        .PseudoLikelihood(PseudoLikelihood);

    /// <summary>The generative part alone, with priors that stay where they start: what strategies for single data sets work with.</summary>
    public BnnModel Generative() => WithPriors(l => PriorOf(l).Fixed()).ToBuilder().PseudoLikelihood((PseudoLikelihood?)null).Build();

    internal static BnnModel Checked(
        int inputs, int outputs, InputFeatures features, ValueList<HiddenLayer> hidden, OutputLayer output, Likelihood likelihood,
        ScalingPolicy scaling, PriorShare priorShare, PseudoLikelihood? pseudoLikelihood)
    {
        var model = new BnnModel(inputs, outputs, features, hidden, output, likelihood, scaling, priorShare, pseudoLikelihood);
        return ModelRules.ProblemsOf(model).FirstOrDefault() is { } problem ? throw new ModelException(problem) : model;
    }

    private bool IsOutput(int layer) => Existing(layer) == Hidden.Count;

    private int Existing(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, LayerCount);
        return layer;
    }
}
