// Columns, for inputs x_1 .. x_D in scaled units: raw x_i; Fourier sin(2 pi f x_i), cos(2 pi f x_i), frequency by frequency within an
// input;
// keyed Fourier sin(w_j . x), cos(w_j . x), pair by pair; polynomial x_i .. x_i^degree, power by power within an input.
using ProbBnn.Dsl;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>Input features as expressions.</summary>
public static class FeatureMap
{
    /// <summary>The features of every point.</summary>
    /// <param name="features">Which features.</param>
    /// <param name="x">Scaled inputs [tasks, points, inputs].</param>
    /// <returns>[tasks, points, features].</returns>
    public static Expr Apply(this InputFeatures features, Expr x) => features switch
    {
        InputFeatures.Raw => x,
        InputFeatures.Fourier fourier => Fourier(fourier, x),
        InputFeatures.KeyedFourier keyed => Keyed(keyed, x),
        InputFeatures.Polynomial polynomial => Polynomial(polynomial, x),
        InputFeatures.Concatenation { Parts: var parts } => Expr.Concat(2, [.. parts.Select(p => p.Apply(x))]),
        _ => throw new ArgumentOutOfRangeException(nameof(features), features, "Not a kind of features."),
    };

    private static Expr Fourier(InputFeatures.Fourier fourier, Expr x)
    {
        var (tasks, points, inputs, count) = (x.Shape[0], x.Shape[1], x.Shape[2], fourier.Frequencies.Count);
        var angular = Expr.Constant(Tensor.Of([count], [.. fourier.Frequencies.Select(f => 2 * Math.PI * f)]));
        var phase = x.Reshape([tasks, points, inputs, 1]) * angular;
        return SineCosine(phase.Reshape([tasks, points, inputs * count]));
    }

    private static Expr Keyed(InputFeatures.KeyedFourier keyed, Expr x)
    {
        int inputs = x.Shape[2];
        var directions = Tensor.Generate([keyed.Pairs, inputs], i => keyed.Component(i / inputs, i % inputs));
        return SineCosine(Expr.MatMul(x, Expr.Constant(directions), transposeRight: true));
    }

    private static Expr SineCosine(Expr phase)
    {
        Shape column = phase.Shape.Append([1]);
        var pairs = Expr.Concat(3, phase.Sin().Reshape(column), phase.Cos().Reshape(column));
        return pairs.Reshape(phase.Shape.With(2, 2 * phase.Shape[2]));
    }

    private static Expr Polynomial(InputFeatures.Polynomial polynomial, Expr x)
    {
        var column = x.Reshape(x.Shape.Append([1]));
        var powers = new List<Expr> { column };
        while (powers.Count < polynomial.Degree)
        {
            powers.Add(powers[^1] * column);
        }
        return Expr.Concat(3, [.. powers]).Reshape(x.Shape.With(2, x.Shape[2] * polynomial.Degree));
    }
}
