using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>What a method is given: an engine, a model, how its data are scaled, and the data.</summary>
internal sealed class TaskProblem(IEngine engine, BnnModel model, DataFrame frame, DataTask context)
{
    public IEngine Engine => engine;

    public BnnModel Model => model;

    public DataFrame Frame => frame;

    /// <summary>The data in their own units.</summary>
    public DataTask Context => context;

    /// <summary>The data in the model's units.</summary>
    public DataTask Scaled { get; } = frame.Scaling.Forward(context);

    /// <summary>All unknowns as one vector.</summary>
    public LatentSpace Space { get; } = new(model, frame.OutputScales);

    /// <summary>The data as constants of a program.</summary>
    public PointBatch Points()
    {
        int capacity = Math.Max(1, Scaled.Points);
        double[] x = new double[capacity * model.Inputs], y = new double[capacity * model.Outputs];
        Scaled.Inputs.CopyTo(x);
        Scaled.Outputs.CopyTo(y);
        return new PointBatch(
            Expr.Constant(Tensor.Of([1, capacity, model.Inputs], x)), Expr.Constant(Tensor.Of([1, capacity, model.Outputs], y)),
            Expr.Constant(Tensor.Of([1], [Scaled.Points])));
    }
}
