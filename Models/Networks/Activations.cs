using ProbBnn.Dsl;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>Activations as expressions.</summary>
public static class Activations
{
    /// <summary>The activation of every element.</summary>
    /// <param name="activation">Which one.</param>
    /// <param name="x">Any tensor.</param>
    public static Expr Apply(this Activation activation, Expr x) => activation.Lowered().Apply(x);

    /// <summary>What the activation is in an operation.</summary>
    internal static DenseActivation Lowered(this Activation activation) => activation switch
    {
        Activation.Relu => DenseActivation.Relu,
        Activation.Tanh => DenseActivation.Tanh,
        Activation.Sin => DenseActivation.Sin,
        Activation.Silu => DenseActivation.Silu,
        Activation.Sigmoid => DenseActivation.Sigmoid,
        Activation.Softplus => DenseActivation.Softplus,
        Activation.Identity => DenseActivation.Identity,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an activation."),
    };
}
