using System.Collections.Immutable;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Objectives;

namespace ProbBnn.Inference;

/// <summary>Scaled tasks, split into those that are trained on and those kept for validation; a function of tasks, frame and
/// options.</summary>
internal sealed class TrainingData
{
    private readonly RandomKey root;
    private readonly FitOptions options;
    private readonly PointDraw points;
    private readonly int[] order;
    private int orderEpoch = -1;

    public TrainingData(TaskSet tasks, DataFrame frame, Objective objective, FitOptions options)
    {
        this.options = options;
        root = RandomKey.FromSeed(options.Seed);
        int smallest = objective.SplitsTasks ? 2 : 1;
        var usable = tasks.Select(Enumerable.Range(0, tasks.Count).Where(i => tasks.Tasks[i].Points >= smallest));
        if (usable.Count == 0)
        {
            throw new DataException(new Problem(
                "no task can be learned from", "tasks", $"{tasks.Count} tasks, none with {smallest} points",
                $"at least one task with {smallest} points", "check the task column: every row may have become a task of its own"));
        }
        var split = Split(usable);
        Training = [.. split.Training.Select(i => frame.Scaling.Forward(usable.Tasks[i]))];
        Validation = [.. split.HeldOut.Take(options.Validation.MaxTasks).Select(i => frame.Scaling.Forward(usable.Tasks[i]))];
        points = new PointDraw(Training.Concat(Validation).Max(t => t.Points), objective, options);
        order = new int[Training.Length];
    }

    public ImmutableArray<DataTask> Training { get; }

    public ImmutableArray<DataTask> Validation { get; }

    /// <summary>Fills a batch with the tasks of a training step: a walk along a list that is shuffled anew when it ends.</summary>
    public void Fill(Batch batch, int step)
    {
        for (int row = 0; row < options.BatchTasks; row++)
        {
            long position = (long)step * options.BatchTasks + row;
            var task = Training[Order((int)(position / Training.Length))[(int)(position % Training.Length)]];
            Fill(batch, row, task, root.Fold("training").Fold(step).Fold(row));
        }
    }

    /// <summary>Fills a batch with validation tasks from a position on; splits and noise depend on the task alone.</summary>
    public void FillValidation(Batch batch, int first, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            if (first + row >= Validation.Length)
            {
                batch.Clear(row);
                continue;
            }
            var task = Validation[first + row];
            Fill(batch, row, task, root.Fold("validation").Fold(task.Id));
        }
    }

    private void Fill(Batch batch, int row, DataTask task, RandomKey key) =>
        batch.Fill(row, task, points.Draw(task.Points, key), key.Fold("weights"));

    private TaskSplit Split(TaskSet usable)
    {
        bool grouped = usable.Tasks.All(t => t.Group is not null);
        int units = grouped ? usable.Tasks.Select(t => t.Group).Distinct().Count() : usable.Count;
        return options.Validation.Fraction > 0 && units >= 2
            ? TaskSplit.HoldOut(usable, options.Validation.Fraction, root.Fold("validation tasks"), grouped ? SplitBy.Group : SplitBy.Task)
            : new TaskSplit([.. Enumerable.Range(0, usable.Count)], []);
    }

    private int[] Order(int epoch)
    {
        if (epoch != orderEpoch)
        {
            root.Fold("order").Fold(epoch).Permute(order);
            orderEpoch = epoch;
        }
        return order;
    }
}
