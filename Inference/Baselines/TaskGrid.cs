using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The inputs that all tasks share, and the place of each point among them.</summary>
internal sealed class TaskGrid
{
    private readonly Dictionary<ValueList<double>, int> places = [];

    /// <summary>The grid of tasks.</summary>
    /// <param name="tasks">Tasks; all have the same inputs in the same order.</param>
    /// <exception cref="DataException">There is no task with points, inputs differ, or a grid point occurs twice.</exception>
    public TaskGrid(TaskSet tasks)
    {
        if (tasks.Count == 0 || tasks.Tasks[0].Points == 0 || !InputGroup.AreShared(tasks.Tasks))
        {
            throw new DataException(new Problem(
                "the tasks do not share one grid", "training tasks", Expected: "the same inputs, in the same order, for every task",
                Remedy: "use a Gaussian process, which needs no grid"));
        }
        var grid = tasks.Tasks[0];
        InputDimension = grid.InputDimension;
        Points = grid.Points;
        for (int i = 0; i < Points; i++)
        {
            if (!places.TryAdd(ValueList.Create(grid.InputsOf(i)), i))
            {
                throw new DataException(new Problem(
                    "a grid point occurs twice", $"task {grid.Id}, point {i}", Remedy: "keep one of the points with equal inputs"));
            }
        }
    }

    /// <summary>Number of inputs of a point.</summary>
    public int InputDimension { get; }

    /// <summary>Number of grid points.</summary>
    public int Points { get; }

    /// <summary>The places of points on the grid.</summary>
    /// <param name="inputs">Points, row-major [points, inputs].</param>
    /// <returns>Places from 0 to Points - 1 [points].</returns>
    /// <exception cref="DataException">A point is not on the grid.</exception>
    public int[] PlacesOf(ReadOnlySpan<double> inputs)
    {
        var found = new int[inputs.Length / InputDimension];
        for (int i = 0; i < found.Length; i++)
        {
            var point = ValueList.Create(inputs.Slice(i * InputDimension, InputDimension));
            found[i] = places.TryGetValue(point, out int place)
                ? place
                : throw new DataException(new Problem(
                    "the point is not on the training tasks' grid", $"point {i}", point.ToString(), "inputs equal to those of a grid point",
                    "use a Gaussian process, which needs no grid"));
        }
        return found;
    }
}
