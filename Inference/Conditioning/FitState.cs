using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// The whole state of a method at work on one data set, an immutable value: from it the work goes on bit for bit, and the posterior so far
/// is known.
/// </summary>
/// <param name="Model">The description.</param>
/// <param name="Frame">Scaling, names and range of the data.</param>
/// <param name="Context">The data, in their own units.</param>
/// <param name="Method">The method with its options.</param>
/// <param name="Tensors">The method's own numbers.</param>
public sealed record FitState(BnnModel Model, DataFrame Frame, DataTask Context, TaskMethod Method, ParameterSet Tensors)
{
    /// <summary>The posterior so far.</summary>
    /// <param name="engine">The engine that predicts.</param>
    /// <exception cref="OperationCanceledException">The method has not come far enough to have one.</exception>
    public Posterior Posterior(IEngine engine) => Method.Posterior(new TaskProblem(engine, Model, Frame, Context), Tensors);
}
