using ProbBnn.Data;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Inputs, outputs and counts of points of several tasks, padded with zeros.</summary>
internal sealed class PointArrays(int tasks, int capacity, int inputDimension, int outputDimension)
{
    private readonly double[] inputs = new double[tasks * capacity * inputDimension];
    private readonly double[] outputs = new double[tasks * capacity * outputDimension];
    private readonly double[] counts = new double[tasks];

    public int Count(int row) => (int)counts[row];

    /// <summary>Leaves a row without points.</summary>
    public void Clear(int row)
    {
        inputs.AsSpan(row * capacity * inputDimension, capacity * inputDimension).Clear();
        outputs.AsSpan(row * capacity * outputDimension, capacity * outputDimension).Clear();
        counts[row] = 0;
    }

    /// <summary>Puts points of a task behind those that the row has.</summary>
    public void Add(int row, DataTask task, ReadOnlySpan<int> points)
    {
        int first = Count(row);
        if (first + points.Length > capacity)
        {
            throw new InvalidOperationException($"{first + points.Length} points do not fit a capacity of {capacity}.");
        }
        var x = inputs.AsSpan((row * capacity + first) * inputDimension);
        var y = outputs.AsSpan((row * capacity + first) * outputDimension);
        for (int i = 0; i < points.Length; i++)
        {
            task.InputsOf(points[i]).CopyTo(x[(i * inputDimension)..]);
            task.OutputsOf(points[i]).CopyTo(y[(i * outputDimension)..]);
        }
        counts[row] = first + points.Length;
    }

    public void WriteTo(ISession session, PointSlots slots)
    {
        slots.Inputs.Write(session, inputs);
        slots.Outputs.Write(session, outputs);
        slots.Counts.Write(session, counts);
    }
}
