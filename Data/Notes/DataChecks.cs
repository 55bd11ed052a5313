using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Checks of data before anything is learned from them.</summary>
public static class DataChecks
{
    /// <summary>
    /// Whether the tasks can train a prior: at least one has two points or more, and all have finite spread. Counts the tasks with a
    /// single point and warns of constant inputs and outputs.
    /// </summary>
    /// <param name="tasks">The training tasks.</param>
    /// <exception cref="DataException">There is no task, no task has two points, or a column's spread is not a finite number.</exception>
    public static DataNotes ForTraining(TaskSet tasks)
    {
        if (tasks.Tasks.All(task => task.Points < 2))
        {
            throw new DataException(new Problem(
                "no task has at least two points", "the training tasks", $"{tasks.Count} tasks with {tasks.Points} points in all",
                "a task with a point to learn from and a point to predict",
                "check the task column: its values must repeat over the points of a task"));
        }
        return DataNotes.None
            .AndIf(tasks.Tasks.Count(task => task.Points == 1), count => new DataNote.OnePointTasks(count))
            .And(Moments.Of(tasks).Notes(tasks));
    }
}
