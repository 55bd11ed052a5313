using ProbBnn.Data;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The capacities of a batch.</summary>
/// <param name="Tasks">Tasks.</param>
/// <param name="Context">Context points of a task.</param>
/// <param name="Target">Targets of a task.</param>
internal sealed record BatchShape(int Tasks, int Context, int Target)
{
    /// <summary>The largest context and target that the options can draw from these tasks.</summary>
    public static BatchShape For(IReadOnlyCollection<DataTask> tasks, int batchTasks, Objective objective, FitOptions options) => tasks
        .Select(task => For(task.Points, batchTasks, objective, options))
        .Aggregate((a, b) => new BatchShape(batchTasks, Math.Max(a.Context, b.Context), Math.Max(a.Target, b.Target)));

    /// <summary>The same for tasks of one size.</summary>
    public static BatchShape For(int points, int batchTasks, Objective objective, FitOptions options)
    {
        int used = PointsUsed(points, options.PointShare);
        return objective.SplitsTasks
            ? new BatchShape(
                batchTasks,
                objective.ConditionsOnTargets ? used : Math.Max(1, (int)Math.Floor(options.Context.High * used)),
                Math.Max(1, Targets(used, options.Context.Low)))
            : new BatchShape(batchTasks, used, 1);
    }

    /// <summary>How many of a task's points a step uses: all, or the given share of them but at least two.</summary>
    public static int PointsUsed(int points, double share) => Math.Min(points, Math.Max(2, (int)Math.Round(share * points)));

    public PointBatch ContextInputs(Dsl.BnnModel model) => PointBatch.Named("context", Tasks, Context, model.Inputs, model.Outputs);

    public PointBatch TargetInputs(Dsl.BnnModel model) => PointBatch.Named("target", Tasks, Target, model.Inputs, model.Outputs);

    public Expr FreshInput() => Expr.Input("target.fresh", [Tasks]);

    public Expr KnownInput() => Expr.Input("context.known", [Tasks]);

    private static int Targets(int points, double low) => points - (int)Math.Floor(low * points);
}
