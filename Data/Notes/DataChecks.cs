using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Checks of data before anything is learned from them.</summary>
public static class DataChecks
{
    /// <summary>
    /// Whether the tasks can train a prior: at least one has two points or more, and all have finite spread, that of outputs with a square that is a number. Counts the tasks with a
    /// single point and warns of constant inputs and outputs.
    /// </summary>
    /// <param name="tasks">The training tasks.</param>
    /// <exception cref="DataException">There is no task, no task has two points, or a column's spread is too large or too small.</exception>
    public static DataNotes ForTraining(TaskSet tasks)
    {
        if (tasks.Tasks.All(task => task.Points < 2))
        {
            throw new DataException(new Problem(
                "no task has at least two points", "the training tasks", $"{tasks.Count} tasks with {tasks.Points} points in all",
                "a task with a point to learn from and a point to predict",
                "check the task column: its values must repeat over the points of a task"));
        }
        var moments = Moments.Of(tasks);
        RequireVariances(tasks, moments);
        return DataNotes.None
            .AndIf(tasks.Tasks.Count(task => task.Points == 1), count => new DataNote.OnePointTasks(count))
            .And(moments.Notes(tasks));
    }

    // Predictions have variances in the data's own units.
    private static void RequireVariances(TaskSet tasks, Moments moments)
    {
        for (int o = 0; o < tasks.OutputNames.Count; o++)
        {
            double spread = moments.OutputStdDev[o];
            if (!double.IsNormal(spread * spread))
            {
                throw new DataException(new Problem(
                    $"the spread is too {(spread > 1 ? "large" : "small")} for its square to be a number",
                    $"the output {Quoted.Text(tasks.OutputNames[o])}", spread.ToString("G4", CultureInfo.InvariantCulture), "a spread from about 1e-153 to 1e153",
                    $"express the data in a {(spread > 1 ? "larger" : "smaller")} unit"));
            }
        }
    }
}
