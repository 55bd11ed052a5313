using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The scores of tasks on one output. Immutable: adding a task gives a new value.</summary>
/// <param name="Tasks">The tasks' scores, in the order in which they were added; pooled sums are taken in this order.</param>
public sealed record Scores(ValueList<TaskScore> Tasks)
{
    /// <summary>Number of target points of all tasks.</summary>
    public int Points => Tasks.Sum(t => t.Points);

    /// <summary>Number of tasks that have no target point; they take no part in any score.</summary>
    public int TasksWithoutTargets => Tasks.Count(t => t.Points == 0);

    /// <summary>These scores and one task's more.</summary>
    /// <param name="task">The scores of a task.</param>
    public Scores Add(TaskScore task) => new(Tasks.Add(task));

    /// <summary>The same scores in other units; see <see cref="TaskScore.InUnits"/>.</summary>
    /// <param name="unit">How large one present unit is in the new units.</param>
    public Scores InUnits(StdDev unit) => new(Tasks.Select(t => t.InUnits(unit)).ToValueList());

    /// <summary>All tasks pooled: every target point weighs the same (joint log density: every task).</summary>
    /// <exception cref="DataException">There is no target point at all.</exception>
    public ScoreSummary Pooled()
    {
        var scored = Scored();
        double points = Points;
        return new ScoreSummary(
            scored.Sum(t => t.LogDensitySum) / points,
            scored.Average(t => t.JointLogDensity),
            Math.Sqrt(scored.Sum(t => t.SquaredErrorSum) / points),
            scored.Sum(t => t.AbsoluteErrorSum) / points,
            scored.Sum(t => t.CrpsSum) / points,
            scored.All(t => t.Pit is not null) ? scored.Sum(t => t.Covered90!.Value) / points : null);
    }

    /// <summary>The log of the predictive density averaged over all points, in nats; see <see cref="TaskScore.PublishedPpd"/>.</summary>
    /// <exception cref="DataException">There is no target point at all.</exception>
    public double PublishedPpd() => LogMean.SumExp(Scored().Select(t => t.LogOfDensitySum).ToArray()) - Math.Log(Points);

    /// <summary>Log density per point over tasks; the worst task has the lowest.</summary>
    /// <exception cref="DataException">There is no target point at all.</exception>
    public TaskSpread LogDensityByTask() => TaskSpread.Of(Scored(), t => t.LogDensityPerPoint, value => -value);

    /// <summary>Root mean squared error over tasks; the worst task has the highest.</summary>
    /// <exception cref="DataException">There is no target point at all.</exception>
    public TaskSpread RmseByTask() => TaskSpread.Of(Scored(), t => t.Rmse, value => value);

    /// <summary>Continuous ranked probability score over tasks; the worst task has the highest.</summary>
    /// <exception cref="DataException">There is no target point at all.</exception>
    public TaskSpread CrpsByTask() => TaskSpread.Of(Scored(), t => t.Crps, value => value);

    /// <summary>Coverage of the central 90 % interval over tasks; the worst task is farthest from 0.9. Null for labels.</summary>
    /// <exception cref="DataException">There is no target point at all.</exception>
    public TaskSpread? CoverageByTask() => Scored().All(t => t.Pit is not null)
        ? TaskSpread.Of(Scored(), t => t.Coverage90!.Value, value => Math.Abs(value - 0.9))
        : null;

    /// <summary>Calibration of all target points; null for labels.</summary>
    /// <exception cref="DataException">There is no target point at all.</exception>
    public Calibration? Calibration() => Scored().All(t => t.Pit is not null)
        ? new Calibration(Scored().SelectMany(t => t.Pit!.Value).ToValueList())
        : null;

    /// <summary>Calibration of the predicted probabilities of all labels; null for other outputs, and where labels are not 0 or 1.</summary>
    /// <exception cref="DataException">There is no target point at all.</exception>
    public LabelCalibration? Labels()
    {
        var scored = Scored();
        return scored.All(t => t.Labels is not null)
            ? LabelCalibration.Of(
                scored.SelectMany(t => t.Labels!.Probabilities).ToValueList(), scored.SelectMany(t => t.Labels!.Labels).ToValueList())
            : null;
    }

    private TaskScore[] Scored()
    {
        var scored = Tasks.Where(t => t.Points > 0).ToArray();
        return scored.Length > 0
            ? scored
            : throw new DataException(new Problem(
                "there is no target point to score", "evaluation", $"{Tasks.Count} tasks without targets", "at least one target point",
                "give tasks with at least two points, or a smaller share of context points"));
    }
}
