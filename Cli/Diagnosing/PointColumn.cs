using ProbBnn.Data;

namespace ProbBnn.Cli;

/// <summary>Single columns of the points of a task.</summary>
internal static class PointColumn
{
    /// <summary>The values of one input [points].</summary>
    public static double[] InputOf(DataTask task, int input) =>
        [.. Enumerable.Range(0, task.Points).Select(p => task.InputsOf(p)[input])];

    /// <summary>The values of one output [points].</summary>
    public static double[] OutputOf(DataTask task, int output) =>
        [.. Enumerable.Range(0, task.Points).Select(p => task.OutputsOf(p)[output])];
}
