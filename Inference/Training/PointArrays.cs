using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Inputs, outputs and counts of points of several tasks, padded with zeros.</summary>
internal sealed class PointArrays(int tasks, int capacity, int inputDimension, int outputDimension)
{
    private readonly double[] inputs = new double[tasks * capacity * inputDimension];
    private readonly double[] outputs = new double[tasks * capacity * outputDimension];
    private readonly double[] counts = new double[tasks];

    public int Count(int row) => (int)counts[row];

    public void Fill(int row, DataTask? task, ValueList<int> points)
    {
        if (points.Count > capacity)
        {
            throw new InvalidOperationException($"{points.Count} points do not fit a capacity of {capacity}.");
        }
        var x = inputs.AsSpan(row * capacity * inputDimension, capacity * inputDimension);
        var y = outputs.AsSpan(row * capacity * outputDimension, capacity * outputDimension);
        for (int i = 0; i < points.Count; i++)
        {
            task!.InputsOf(points[i]).CopyTo(x[(i * inputDimension)..]);
            task.OutputsOf(points[i]).CopyTo(y[(i * outputDimension)..]);
        }
        x[(points.Count * inputDimension)..].Clear();
        y[(points.Count * outputDimension)..].Clear();
        counts[row] = points.Count;
    }

    public void WriteTo(ISession session, PointSlots slots)
    {
        slots.Inputs.Write(session, inputs);
        slots.Outputs.Write(session, outputs);
        slots.Counts.Write(session, counts);
    }
}
