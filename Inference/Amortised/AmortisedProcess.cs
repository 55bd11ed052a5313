using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A trained Bayesian neural network process. Immutable; safe for many callers at once.</summary>
public sealed class AmortisedProcess : Process
{
    private readonly AmortisedPrograms programs;
    private readonly LargeContextPrograms parts;

    /// <summary>A process of given parameters.</summary>
    /// <param name="engine">The engine that predicts.</param>
    /// <param name="model">The description.</param>
    /// <param name="frame">Scaling, names and range of the training data.</param>
    /// <param name="parameters">A value for every parameter of the model.</param>
    /// <param name="training">How the parameters came about.</param>
    /// <exception cref="StoredFileException">A parameter is missing or has another shape than the model's.</exception>
    public AmortisedProcess(IEngine engine, BnnModel model, DataFrame frame, ParameterSet parameters, TrainingSummary training)
        : base(model, frame)
    {
        Parameters = parameters;
        Training = training;
        Lowered = Checked(LoweredModel.Of(model, frame.OutputScales), parameters).With(parameters);
        programs = new AmortisedPrograms(engine, Lowered);
        parts = new LargeContextPrograms(engine, Lowered, NetworkPrograms.SampleChunk);
        NoiseStdDevs = Lowered.Likelihood.LogStdDev is { } log
            ? [.. engine.Run(Program.Of(("noise", log.Exp())))["noise"].Doubles]
            : [];
    }

    /// <summary>The learned tensors.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>How the parameters came about.</summary>
    public TrainingSummary Training { get; }

    /// <summary>Noise standard deviation of every output in scaled units; empty for a Bernoulli likelihood.</summary>
    public ValueList<double> NoiseStdDevs { get; }

    internal LoweredModel Lowered { get; }

    /// <summary>The process that a state of training stands for: its best validated parameters, or the present ones before any
    /// validation.</summary>
    /// <param name="engine">The engine that predicts.</param>
    /// <param name="state">A state of training.</param>
    public static AmortisedProcess Of(IEngine engine, TrainingState state) => new(
        engine, state.Model, state.Frame, state.Best ?? state.Parameters,
        new TrainingSummary(state.Objective.Name, state.Objective.Samples, state.Step, state.Options.Seed, engine.Name));

    /// <summary>The process of a model before any training, for comparison.</summary>
    /// <param name="engine">The engine that predicts.</param>
    /// <param name="model">The description, with a pseudo-likelihood.</param>
    /// <param name="frame">Scaling, names and range of the data.</param>
    /// <param name="seed">The seed of the start.</param>
    public static AmortisedProcess Untrained(IEngine engine, BnnModel model, DataFrame frame, ulong seed) => new(
        engine, model, frame,
        ParameterSet.Start(LoweredModel.Of(model, frame.OutputScales).Parameters, RandomKey.FromSeed(seed).Fold("start")),
        new TrainingSummary("none", 0, 0, seed, engine.Name));

    /// <inheritdoc/>
    public override Posterior Condition(
        DataTask context, IProgress<ConditioningProgress>? progress = null, CancellationToken cancellation = default)
    {
        RequireFits(context.Id, context.InputDimension, context.OutputDimension);
        Labels.Require(Model, Frame, context);
        return new MetaTrainedPosterior(this, programs, context);
    }

    /// <summary>
    /// The posterior given a context that is read in parts, so that memory does not depend on its size: exactly that of the same points at
    /// once, but for rounding, whatever the parts and their order. Reads the context once for every layer and 25 weight samples.
    /// </summary>
    /// <param name="context">The context, in the data's own units.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after every part; null for nobody.</param>
    /// <param name="cancellation">Ends the work with an exception.</param>
    /// <exception cref="DataException">The context has other dimensions than the model, changes between readings, or holds a number that
    /// is not finite.</exception>
    /// <exception cref="NumericalException">A quantity is not finite.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public LargeContextPosterior Condition(
        PointSource context, LargeContextOptions? options = null, IProgress<LargeContextProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        RequireFits(context.Id, context.InputDimension, context.OutputDimension);
        return new LargeContextPosterior(this, programs.Network, parts, context, options ?? new LargeContextOptions(), progress, cancellation);
    }

    /// <summary>
    /// Conditions all layers on a first context, then freezes the hidden ones: later contexts update the last layer alone. What that
    /// gives is not the posterior of all contexts together; see <see cref="FrozenFeatureLastLayerPosterior"/>.
    /// </summary>
    /// <param name="first">The first context, in the data's own units.</param>
    /// <param name="options">The size of parts, and the only weight samples there will be; null for the defaults.</param>
    /// <param name="cancellation">Ends the work with an exception.</param>
    /// <exception cref="DataException">The context cannot be used.</exception>
    /// <exception cref="NumericalException">A quantity is not finite.</exception>
    public FrozenFeatureLastLayerPosterior ConditionThenFreezeFeatures(
        PointSource first, LargeContextOptions? options = null, CancellationToken cancellation = default) =>
        FrozenFeatureLastLayerPosterior.Of(this, programs.Network, parts, first, options ?? new LargeContextOptions(), cancellation);

    /// <summary>The prior over functions: the posterior of an empty context.</summary>
    public Posterior Prior() => Condition(new DataTask("prior", [], [], Model.Inputs, Model.Outputs));

    /// <inheritdoc/>
    public override void Save(string path) => ProcessFile.Save(this, path);

    /// <summary>Reads a process that was saved.</summary>
    /// <param name="engine">The engine that predicts.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="StoredFileException">The file is missing, corrupt, truncated, of another kind or newer than this
    /// version.</exception>
    public static AmortisedProcess Load(IEngine engine, string path) => ProcessFile.Load(engine, path);

    internal override PriorFunction DrawPrior(ReadOnlySpan<double> inputs, RandomKey key) => new(
        [.. Prior().Functions(inputs, 1, key.Bits(0, 0).X0).Cast<double>()], [.. NoiseStdDevs.Zip(Frame.OutputScales, (noise, scale) => noise * scale)]);

    /// <summary>The posterior of the one context that the networks were trained on.</summary>
    internal AmortisedPosterior OfTrainedContext(DataTask context) => new(this, programs, context);

    /// <summary>Log noise standard deviations of a chunk's samples, [samples of the chunk, outputs].</summary>
    internal double[] LogNoiseOfChunk() =>
        [.. Enumerable.Repeat(NoiseStdDevs, NetworkPrograms.SampleChunk).SelectMany(n => n).Select(n => Math.Log(n))];

    internal LargeContextPass PassOver(PointSource context, LargeContextOptions options)
    {
        RequireFits(context.Id, context.InputDimension, context.OutputDimension);
        int capacity = options.Validated().BatchPoints;
        return new LargeContextPass(parts, new ContextReader(context, Frame.Scaling, capacity, parts.Precision), capacity);
    }

    private static LoweredModel Checked(LoweredModel lowered, ParameterSet parameters)
    {
        foreach (var spec in lowered.Parameters)
        {
            if (!parameters.Contains(spec.Name) || !parameters[spec.Name].Shape.Equals(spec.Shape))
            {
                throw new StoredFileException(new Problem(
                    "the parameters do not belong to the model", spec.Name,
                    parameters.Contains(spec.Name) ? $"{parameters[spec.Name].Shape}" : "none", $"{spec.Shape}",
                    "use parameters of the same architecture"));
            }
        }
        return lowered;
    }
}
