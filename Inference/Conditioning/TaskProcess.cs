using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The prior of a description, conditioned on each data set by itself with one method.</summary>
public sealed class TaskProcess : Process
{
    private readonly IEngine engine;
    private readonly TaskProcess? startingFrom;

    internal TaskProcess(IEngine engine, BnnModel model, DataFrame frame, TaskMethod method, TaskProcess? startingFrom)
        : base(model, frame)
    {
        if (startingFrom is not null)
        {
            method.RequireTakesStart();
        }
        this.engine = engine;
        this.startingFrom = startingFrom;
        Method = method;
    }

    /// <summary>The method with its options.</summary>
    public TaskMethod Method { get; }

    /// <summary>The methods in the order of work: each starts at the posterior of the one before it, <see cref="Method"/> is the
    /// last.</summary>
    public ValueList<TaskMethod> Methods => startingFrom is null ? [Method] : startingFrom.Methods.Add(Method);

    /// <inheritdoc/>
    public override Posterior Condition(
        DataTask context, IProgress<ConditioningProgress>? progress = null, CancellationToken cancellation = default)
    {
        RequireFits(context.Id, context.InputDimension, context.OutputDimension);
        var start = startingFrom?.Condition(context, progress, cancellation);
        using var fit = TaskFit.Init(engine, Model, Frame, Method, context, start);
        return fit.Run(progress, cancellation);
    }

    /// <inheritdoc/>
    public override void Save(string path) => TaskProcessFile.Save(this, path);

    internal override PriorFunction DrawPrior(ReadOnlySpan<double> inputs, RandomKey key)
    {
        var space = new LatentSpace(Model, Frame.OutputScales);
        var latents = Expr.Constant(Tensor.Of([1, space.Dimension], space.PriorDraw(key)));
        double[] x = Frame.Scaling.Inputs.Forward(inputs);
        var f = FunctionPass.Run(Model, Expr.Constant(Tensor.Of([1, x.Length / Model.Inputs, Model.Inputs], x)), space.Weights(latents)).Outputs;
        if (space.LogNoise(latents) is not { } logNoise)
        {
            return new PriorFunction([.. engine.Run(Program.Of(("p", f.Sigmoid())))["p"].Doubles], []);
        }
        var drawn = engine.Run(Program.Of(("f", f), ("noise", logNoise.Exp())));
        return new PriorFunction(
            Frame.Scaling.Outputs.Back(drawn["f"].Doubles), [.. drawn["noise"].Doubles.ToArray().Zip(Frame.OutputScales, (n, scale) => n * scale)]);
    }

    internal override TaskProcess WithSeed(ulong seed) =>
        new(engine, Model, Frame, Method with { Seed = seed }, startingFrom?.WithSeed(seed));

    /// <summary>Reads a process that was saved.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="StoredFileException">The file is missing, corrupt, truncated, of another kind or newer than this
    /// version.</exception>
    public static TaskProcess Load(IEngine engine, string path) => TaskProcessFile.Load(engine, path);
}
