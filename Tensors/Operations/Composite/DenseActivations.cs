// s = 1 / (1 + exp(-x)):
//   max(0, x)' = [x > 0];  tanh' = 1 - tanh^2;  sin' = cos;  (x s)' = s (1 + x (1 - s));  s' = s (1 - s);  log(1 + exp x)' = s
namespace ProbBnn.Tensors;

/// <summary>Activations and their derivatives as expressions.</summary>
public static class DenseActivations
{
    /// <summary>The activation of every element.</summary>
    /// <param name="activation">Which one.</param>
    /// <param name="x">Any tensor.</param>
    public static Expr Apply(this DenseActivation activation, Expr x) => activation switch
    {
        DenseActivation.Identity => x,
        DenseActivation.Relu => x.Relu(),
        DenseActivation.Tanh => x.Tanh(),
        DenseActivation.Sin => x.Sin(),
        DenseActivation.Silu => x * x.Sigmoid(),
        DenseActivation.Sigmoid => x.Sigmoid(),
        DenseActivation.Softplus => x.Softplus(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an activation."),
    };

    /// <summary>An adjoint passed back through the activation.</summary>
    /// <param name="activation">Which one.</param>
    /// <param name="x">What it was applied to.</param>
    /// <param name="y">What it gave.</param>
    /// <param name="adjoint">The adjoint of y.</param>
    internal static Expr Back(this DenseActivation activation, Expr x, Expr y, Expr adjoint) => activation switch
    {
        DenseActivation.Identity => adjoint,
        DenseActivation.Relu => adjoint * x.Step(),
        DenseActivation.Tanh => adjoint * (1.0 - y.Square()),
        DenseActivation.Sin => adjoint * x.Cos(),
        DenseActivation.Silu => adjoint * (x.Sigmoid() * (1.0 + x * (1.0 - x.Sigmoid()))),
        DenseActivation.Sigmoid => adjoint * (y * (1.0 - y)),
        DenseActivation.Softplus => adjoint * x.Sigmoid(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an activation."),
    };
}
