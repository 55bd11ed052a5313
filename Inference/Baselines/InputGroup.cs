using ProbBnn.Data;

namespace ProbBnn.Inference;

/// <summary>Tasks that have the same inputs in the same order, and one of their outputs: one factorisation serves all of them.</summary>
/// <param name="Points">Number of points of each task, at least 1.</param>
/// <param name="Dimension">Number of inputs of a point.</param>
/// <param name="Inputs">Inputs, row-major [points, inputs].</param>
/// <param name="Outputs">Values of the output, row-major [tasks, points].</param>
internal sealed record InputGroup(int Points, int Dimension, double[] Inputs, double[] Outputs)
{
    /// <summary>Number of tasks.</summary>
    public int Tasks => Outputs.Length / Points;

    /// <summary>Groups tasks by equal inputs; tasks without points are left out.</summary>
    /// <param name="tasks">Tasks of equal dimensions.</param>
    /// <param name="output">The output to take.</param>
    public static InputGroup[] Of(IEnumerable<DataTask> tasks, int output) =>
    [
        .. tasks.Where(t => t.Points > 0).GroupBy(t => t, SameInputs.Comparer).Select(g => new InputGroup(
            g.Key.Points, g.Key.InputDimension, g.Key.Inputs.ToArray(), [.. g.SelectMany(t => OutputOf(t, output))])),
    ];

    /// <summary>The values of one output of a task [points].</summary>
    /// <param name="task">A task.</param>
    /// <param name="output">The output to take.</param>
    public static double[] OutputOf(DataTask task, int output)
    {
        var values = new double[task.Points];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = task.OutputsOf(i)[output];
        }
        return values;
    }

    /// <summary>Whether all tasks have the same inputs in the same order; true for one task or none.</summary>
    /// <param name="tasks">Tasks.</param>
    public static bool AreShared(IEnumerable<DataTask> tasks) => tasks.Distinct(SameInputs.Comparer).Take(2).Count() < 2;

    private sealed class SameInputs : IEqualityComparer<DataTask>
    {
        public static SameInputs Comparer { get; } = new();

        public bool Equals(DataTask? x, DataTask? y) => x is not null && y is not null && x.Inputs.SequenceEqual(y.Inputs);

        public int GetHashCode(DataTask task)
        {
            var hash = new HashCode();
            foreach (double value in task.Inputs)
            {
                hash.Add(value);
            }
            return hash.ToHashCode();
        }
    }
}
