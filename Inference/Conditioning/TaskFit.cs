using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// A method at work on one data set, as <c>Init</c>, <c>Advance</c>, <c>Snapshot</c>, <c>Restore</c>. Owns buffers of the engine; what
/// leaves it is an immutable <see cref="FitState"/>.
/// </summary>
public sealed class TaskFit : IDisposable
{
    private readonly TaskProblem problem;
    private readonly TaskMethod method;
    private readonly ITaskFit fit;

    private TaskFit(TaskProblem problem, TaskMethod method, ITaskFit fit)
    {
        this.problem = problem;
        this.method = method;
        this.fit = fit;
    }

    /// <summary>Whether all is done.</summary>
    public bool IsFinished => fit.IsFinished;

    /// <summary>How much of the work is done, from 0 to 1; 1 where it is finished.</summary>
    public double ShareDone => fit.ShareDone;

    /// <summary>Starts.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="model">The description.</param>
    /// <param name="frame">Names and scaling of the data.</param>
    /// <param name="method">The method with its options.</param>
    /// <param name="context">The data, in their own units.</param>
    /// <param name="start">A posterior of the same data under the same prior to start from, where the method can use it; null for its own
    /// start.</param>
    /// <exception cref="ModelException">The method cannot work with the model, or not begin at the start.</exception>
    /// <exception cref="DataException">The likelihood is of labels, and an output is none.</exception>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    /// <exception cref="NumericalException">The start has no finite log density.</exception>
    public static TaskFit Init(
        IEngine engine, BnnModel model, DataFrame frame, TaskMethod method, DataTask context, Posterior? start = null)
    {
        method.Validate();
        Labels.Require(model, frame, context);
        if (start is not null)
        {
            method.RequireTakesStart();
        }
        var problem = new TaskProblem(engine, model, frame, context);
        return new TaskFit(problem, method, method.Begin(problem, null, start));
    }

    /// <summary>Goes on from a state.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="state">The state.</param>
    public static TaskFit Restore(IEngine engine, FitState state)
    {
        var problem = new TaskProblem(engine, state.Model, state.Frame, state.Context);
        return new TaskFit(problem, state.Method, state.Method.Begin(problem, state.Tensors, null));
    }

    /// <summary>Works for a moment, a bounded slice of the whole.</summary>
    /// <exception cref="NumericalException">A quantity is not finite.</exception>
    public ConditioningProgress Advance() => fit.Advance();

    /// <summary>The whole state, as an immutable value.</summary>
    public FitState Snapshot() => new(problem.Model, problem.Frame, problem.Context, method, fit.Snapshot());

    /// <summary>Works to the end, or until cancelled.</summary>
    /// <param name="progress">Told after every slice; null for nobody.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The posterior, of what there is so far where it was cancelled.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled before there was anything to return.</exception>
    public Posterior Run(IProgress<ConditioningProgress>? progress = null, CancellationToken cancellation = default)
    {
        while (!IsFinished && !cancellation.IsCancellationRequested)
        {
            var done = Advance();
            progress?.Report(done);
        }
        return method.Posterior(problem, fit.Snapshot());
    }

    /// <inheritdoc/>
    public void Dispose() => fit.Dispose();
}
