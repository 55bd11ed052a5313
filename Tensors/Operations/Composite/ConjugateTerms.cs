// The quantities that the default of ConjugateUpdate and of its reverse mode share, all repeated to [tasks, samples, units, ..];
// formulas at the top of those two files.
using System.Collections.Immutable;

namespace ProbBnn.Tensors;

/// <summary>Whitened features, residuals and solves of one conjugate update, as expressions.</summary>
internal sealed class ConjugateTerms
{
    private readonly FactorStructure structure;
    private readonly bool pointForm;
    private readonly Expr mean;
    private readonly Expr factor;
    private readonly Expr small;

    public ConjugateTerms(Operation.ConjugateUpdate update, ImmutableArray<Expr> arguments)
    {
        structure = update.Structure;
        Shape = ConjugateShape.Of(structure, [.. arguments.Select(a => a.Shape)]);
        var (b, s, u, n, k) = Shape;
        pointForm = update.TakesPointForm(Shape);
        mean = arguments[0];
        factor = structure == FactorStructure.Lower ? arguments[1].UnpackLower(k) : arguments[1];
        Features = WithBias(arguments[2]);
        Mask = arguments[5].CountMask(n).Reshape([b, 1, n, 1]);
        var logNoise = arguments[4] * Mask;
        NoiseVariance = (logNoise * 2.0).Exp();
        var root = update.VarianceFloor > 0 ? 1.0 / (NoiseVariance + update.VarianceFloor).Sqrt() : (-logNoise).Exp();
        RootPrecision = PerUnit(root * Mask);
        var perUnit = Features.Reshape([b, Features.Shape[1], 1, n, k]);
        var whitened = structure == FactorStructure.Lower
            ? Expr.MatMul(perUnit, factor)
            : perUnit * factor.Reshape([factor.Shape[0], 1, k]);
        Psi = (RootPrecision * whitened).BroadcastTo([b, s, u, n, k]);
        Rho = RootPrecision * PerUnit(arguments[3] - Expr.MatMul(Features, mean, transposeRight: true));
        WeightNoise = arguments[6].Reshape([b, s, u, k, 1]);
        PointNoise = arguments[7].Reshape([b, s, u, n, 1]);
        small = pointForm
            ? (Identity(n) + Expr.MatMul(Psi, Psi, transposeRight: true)).Cholesky()
            : (Identity(k) + Expr.MatMul(Psi, Psi, transposeLeft: true)).Cholesky();
    }

    public ConjugateShape Shape { get; }

    /// <summary>P = [F, 1], [tasks, samples*, points, fanIn].</summary>
    public Expr Features { get; }

    /// <summary>1 at real points, [tasks, 1, points, 1].</summary>
    public Expr Mask { get; }

    /// <summary>exp(2 s), 1 on padding, [tasks, samples*, points, units*].</summary>
    public Expr NoiseVariance { get; }

    /// <summary>lam^1/2, 0 on padding, [tasks, samples, units, points, 1].</summary>
    public Expr RootPrecision { get; }

    /// <summary>[tasks, samples, units, points, fanIn].</summary>
    public Expr Psi { get; }

    /// <summary>[tasks, samples, units, points, 1].</summary>
    public Expr Rho { get; }

    /// <summary>v0, [tasks, samples, units, fanIn, 1].</summary>
    public Expr WeightNoise { get; }

    /// <summary>e, [tasks, samples, units, points, 1].</summary>
    public Expr PointNoise { get; }

    public bool PointForm => pointForm;

    public static Expr WithBias(Expr features) => Expr.Concat(3, features, ((Expr)1.0).BroadcastTo(features.Shape.With(3, 1)));

    /// <summary>Solves with the small matrix, A or B.</summary>
    public Expr Solve(Expr right) => small.TriangularSolve(small.TriangularSolve(right), transposed: true);

    public Expr ProjectPoints(Expr points) => Expr.MatMul(Psi, points, transposeLeft: true);

    public Expr ProjectWeights(Expr weights) => Expr.MatMul(Psi, weights);

    public Expr PosteriorMean() => pointForm ? ProjectPoints(Solve(Rho)) : Solve(ProjectPoints(Rho));

    public Expr Sample() => pointForm
        ? WeightNoise + ProjectPoints(Solve(Rho - ProjectWeights(WeightNoise) - PointNoise))
        : Solve(WeightNoise + ProjectPoints(Rho - PointNoise));

    /// <summary>KL summed over units, [tasks, samples], from the whitened posterior mean.</summary>
    public Expr Divergence(Expr whitenedMean)
    {
        var (b, s, u, n, k) = Shape;
        int order = pointForm ? n : k;
        var inverse = small.TriangularSolve(Identity(order).BroadcastTo([b, s, u, order, order]));
        var trace = inverse.Square().Reshape([b, s, u, order * order]).Sum(^1);
        var quadratic = whitenedMean.Square().Reshape([b, s, u, k]).Sum(^1);
        return ((trace + quadratic - order + small.LogDeterminantOfFactor()) * 0.5).Sum(^1);
    }

    /// <summary>mu + L v as [tasks, samples, units, fanIn].</summary>
    public Expr Unwhiten(Expr v)
    {
        var (b, s, u, _, k) = Shape;
        var scaled = structure == FactorStructure.Lower
            ? Expr.MatMul(factor, v).Reshape([b, s, u, k])
            : factor * v.Reshape([b, s, u, k]);
        return mean + scaled;
    }

    /// <summary>L' w as [tasks, samples, units, fanIn, 1].</summary>
    public Expr TransposeFactor(Expr w)
    {
        var (b, s, u, _, k) = Shape;
        return structure == FactorStructure.Lower
            ? Expr.MatMul(factor, w.Reshape([b, s, u, k, 1]), transposeLeft: true)
            : (factor * w.Reshape([b, s, u, k])).Reshape([b, s, u, k, 1]);
    }

    /// <summary>Z L' for Z [tasks, samples, units, points, fanIn].</summary>
    public Expr TimesTransposedFactor(Expr z) => structure == FactorStructure.Lower
        ? Expr.MatMul(z, factor, transposeRight: true)
        : z * factor.Reshape([factor.Shape[0], 1, Shape.FanIn]);

    /// <summary>A tensor [tasks*, samples*, points*, units*] as [tasks, samples, units, points, 1].</summary>
    public Expr PerUnit(Expr x)
    {
        var (b, s, u, n, _) = Shape;
        return x.Transpose().BroadcastTo([b, s, u, n]).Reshape([b, s, u, n, 1]);
    }

    private static Expr Identity(int n) => Expr.Constant(Tensor.Generate([n, n], i => i / n == i % n ? 1 : 0));
}
