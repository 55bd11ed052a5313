using ProbBnn.Data;
using ProbBnn.Dsl;
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
        this.engine = engine;
        this.startingFrom = startingFrom;
        Method = method;
    }

    /// <summary>The method with its options.</summary>
    public TaskMethod Method { get; }

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
    public override void Save(string path) => TaskProcessFile.Save(Model, Frame, Method, path);
}
