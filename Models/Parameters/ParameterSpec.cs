using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>One learned tensor of a model.</summary>
/// <param name="Name">Its path in the model, for example <c>layers[0].prior.mean</c>.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Role">What it belongs to.</param>
/// <param name="ReleasedAt">The training step from which on it is learned; 0 for the start.</param>
/// <param name="Start">Its value before training, from a key of its own.</param>
/// <param name="Mask">1 at elements that are learned, 0 at those that stay where they start; null where all are learned.</param>
public sealed record ParameterSpec(
    string Name, Shape Shape, ParameterRole Role, int ReleasedAt, Func<RandomKey, Tensor> Start, Tensor? Mask = null)
{
    /// <summary>The parameter as a program's input.</summary>
    public Expr AsInput() => Expr.Input(Name, Shape);
}
