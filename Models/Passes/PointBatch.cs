using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>Points of several tasks as a program's inputs, padded to a capacity; scaled units.</summary>
/// <param name="Inputs">[tasks, points, inputs].</param>
/// <param name="Outputs">[tasks, points, outputs].</param>
/// <param name="Counts">Number of real points [tasks].</param>
public sealed record PointBatch(Expr Inputs, Expr Outputs, Expr Counts)
{
    /// <summary>1 at real points, [tasks, points].</summary>
    public Expr Mask => Counts.CountMask(Inputs.Shape[1]);

    /// <summary>Inputs <c>name.inputs</c>, <c>name.outputs</c>, <c>name.counts</c> of a program.</summary>
    /// <param name="name">What the points are.</param>
    /// <param name="tasks">Number of tasks.</param>
    /// <param name="points">Capacity of points.</param>
    /// <param name="inputs">Inputs of a point.</param>
    /// <param name="outputs">Outputs of a point.</param>
    public static PointBatch Named(string name, int tasks, int points, int inputs, int outputs) => new(
        Expr.Input($"{name}.inputs", [tasks, points, inputs]),
        Expr.Input($"{name}.outputs", [tasks, points, outputs]),
        Expr.Input($"{name}.counts", [tasks]));
}
