using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>
/// Central finite differences, the oracle of derivative rules: (f(x + h d) - f(x - h d)) / 2h, error of order h^2 and eps / h.
/// </summary>
internal static class Differences
{
    private const double Step = 1e-5;

    /// <summary>The derivative of f along a direction of one argument.</summary>
    public static double Along(Func<IReadOnlyList<Tensor>, double> f, IReadOnlyList<Tensor> at, int argument, Tensor direction)
    {
        double At(double factor)
        {
            Tensor[] moved = [.. at];
            moved[argument] = at[argument].Plus(factor, direction);
            return f(moved);
        }
        return (At(Step) - At(-Step)) / (2 * Step);
    }

    /// <summary>The gradient of f with respect to one argument, element by element.</summary>
    public static Tensor Gradient(Func<IReadOnlyList<Tensor>, double> f, IReadOnlyList<Tensor> at, int argument)
    {
        var zero = Tensor.Fill(at[argument].Shape, 0);
        return Tensor.Generate(zero.Shape, i => Along(f, at, argument, zero.With(i, 1)));
    }
}
