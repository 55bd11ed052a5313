using ProbBnn.Dsl;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>Activations as expressions.</summary>
public static class Activations
{
    /// <summary>The activation of every element.</summary>
    /// <param name="activation">Which one.</param>
    /// <param name="x">Any tensor.</param>
    public static Expr Apply(this Activation activation, Expr x) => activation switch
    {
        Activation.Relu => x.Relu(),
        Activation.Tanh => x.Tanh(),
        Activation.Sin => x.Sin(),
        Activation.Silu => x * x.Sigmoid(),
        Activation.Sigmoid => x.Sigmoid(),
        Activation.Softplus => x.Softplus(),
        Activation.Identity => x,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an activation."),
    };
}
