// ConjugateUpdate in its point form where all units u share the prior's factor L. With Q = P L and r_u = lam_u^1/2 nothing as large as
// Psi_u = r_u o Q, units x points x fanIn, has to be made:
//   B_u = I + (r_u r_u') o Q Q',   Psi_u x = r_u o Q x,   Psi_u' c = Q' (r_u o c)
// and so for the reverse mode, formulas at the top of ConjugateUpdateGradient: with M = B^-1 - B^-2 and, since Psi Psi' = B - I,
//   Psi (vbar - Psi'u) = u,  Psi v = rho - e - c,  Psi Psi'a = rho - a,  Psi Psi'g = a - g,  diag(M Psi Psi') = 1 - 2 diag B^-1 + diag B^-2:
//   sum_u Z = sum_u r o [ c (vbar - Psi'u)' - u v' + kbar ( (g - a) (Psi'a)' + a (Psi'g)' ) ] + (sum_u kbar (r r') o M) Q
//   Psibar_n . Psi_n = u (2 c - rho + e) + kbar [ (g - a) (rho - 2 a) + 1 - 2 diag B^-1 + diag B^-2 ]
using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>The conjugate update of units that share the prior's factor, in expressions smaller than its definition's.</summary>
internal sealed class SharedPrior
{
    private readonly Operation.ConjugateUpdate _update;
    private readonly ConjugateShape _shape;
    private readonly Expr _mean, _factor, _features, _whitened, _mask, _noiseVariance, _root, _rho, _weightNoise, _pointNoise, _small;

    private SharedPrior(Operation.ConjugateUpdate update, ImmutableArray<Expr> arguments)
    {
        (_update, _shape) = (update, ShapeOf(update, [.. arguments.Select(a => a.Shape)]));
        var (b, s, u, n, k) = _shape;
        (_mean, _weightNoise, _pointNoise) = (arguments[0], arguments[6], arguments[7]);
        _factor = IsLower ? arguments[1].UnpackLower(k).Reshape([k, k]) : arguments[1];
        var incoming = arguments[2];
        _features = Expr.Concat(3, incoming, ((Expr)1.0).BroadcastTo(incoming.Shape.With(3, 1)));
        _whitened = IsLower ? Expr.MatMul(_features, _factor) : _features * _factor;
        _mask = arguments[5].CountMask(n).Reshape([b, 1, n, 1]);
        var logNoise = arguments[4] * _mask;
        _noiseVariance = (logNoise * 2.0).Exp();
        var root = update.VarianceFloor > 0 ? 1.0 / (_noiseVariance + update.VarianceFloor).Sqrt() : (-logNoise).Exp();
        _root = (root * _mask).Transpose().BroadcastTo([b, s, u, n]);
        _rho = _root * (arguments[3] - Expr.MatMul(_features, _mean, transposeRight: true)).Transpose().BroadcastTo([b, s, u, n]);
        var gram = Expr.MatMul(_whitened, _whitened, transposeRight: true).Reshape([b, _whitened.Shape[1], 1, n, n]);
        _small = (Identity + Weighted(gram)).Cholesky();
    }

    /// <summary>The program with such updates expanded like this.</summary>
    /// <param name="program">A program, its composites in place.</param>
    public static Program Use(Program program) => Rewriting.Of(program, (instruction, arguments) => instruction.Operation switch
    {
        Operation.ConjugateUpdate update when Fits(update, [.. arguments.Select(a => a.Shape)]) => Expand(update, arguments),
        Operation.ConjugateUpdateGradient gradient when Fits(gradient.Update, [.. arguments[..8].Select(a => a.Shape)]) =>
            Gradient(gradient.Update, arguments),
        _ => null,
    });

    /// <summary>Whether an update is one of many units with one factor, its point form the one computed.</summary>
    /// <param name="update">The update.</param>
    /// <param name="arguments">The shapes of its eight arguments.</param>
    public static bool Fits(Operation.ConjugateUpdate update, ImmutableArray<Shape> arguments)
    {
        var shape = ShapeOf(update, arguments);
        return update.TakesPointForm(shape) && arguments[1][0] == 1 && shape.Units > 1;
    }

    /// <summary>The results of an update.</summary>
    /// <param name="update">The update.</param>
    /// <param name="arguments">Its eight arguments.</param>
    private static ImmutableArray<Expr> Expand(Operation.ConjugateUpdate update, ImmutableArray<Expr> arguments)
    {
        var q = new SharedPrior(update, arguments);
        var m = q.ToWeights(q.Solve(q._rho));
        var weights = q.Unwhiten(q.Sample(q.Perturbed()));
        return [weights, q.Divergence(m), Expr.MatMul(q._features, weights, transposeRight: true) * q._mask, q.Unwhiten(m)];
    }

    /// <summary>The results of an update's reverse mode.</summary>
    /// <param name="update">The update.</param>
    /// <param name="arguments">Its eight arguments, and the adjoints of the weights and of the KL.</param>
    private static ImmutableArray<Expr> Gradient(Operation.ConjugateUpdate update, ImmutableArray<Expr> arguments)
    {
        var q = new SharedPrior(update, arguments[..8]);
        var (b, s, u, n, k) = q._shape;
        var (weightBar, klBar) = (arguments[8], arguments[9].Reshape([b, s, 1, 1]));
        var vBar = q.IsLower ? Expr.MatMul(weightBar, q._factor) : weightBar * q._factor;
        var (a, c, fromWeights) = (q.Solve(q._rho), q.Perturbed(), q.Solve(q.ToPoints(vBar)));
        var (g, v) = (q.Solve(a), q.Sample(c));
        var inverse = Expr.MatMul(q.InverseFactor, q.InverseFactor, transposeLeft: true);
        var difference = inverse - Expr.MatMul(inverse, inverse);

        var columns = Expr.Concat(2, q._root * c, -(q._root * fromWeights), klBar * q._root * (g - a), klBar * q._root * a);
        var rows = Expr.Concat(2, vBar - q.ToWeights(fromWeights), v, q.ToWeights(a), q.ToWeights(g));
        var z = Expr.MatMul(columns, rows, transposeLeft: true) + Expr.MatMul(q.Weighted(difference).Sum(2) * klBar, q._whitened);
        var rhoBar = fromWeights + klBar * (a - g);
        var t = q._root * rhoBar;

        var featuresBar = (q.IsLower ? Expr.MatMul(z, q._factor, transposeRight: true) : z * q._factor)
            - Expr.MatMul(t, q._mean.BroadcastTo([u, k]), transposeLeft: true);
        var factorBar = q.IsLower
            ? (Expr.MatMul(q._features, z, transposeLeft: true) + Expr.MatMul(weightBar, v, transposeLeft: true)).PackLower(k)
            : (q._features * z).Sum(2) + (weightBar * v).Sum(2);
        var ofDivergence = (g - a) * (q._rho - a * 2.0) + (1.0 - inverse.Diagonal() - difference.Diagonal());
        var perPoint = -(fromWeights * (c * 2.0 - q._rho + q._pointNoise) + klBar * ofDivergence + rhoBar * q._rho).Transpose();
        var logNoiseBar = update.VarianceFloor > 0 ? perPoint / (1.0 + update.VarianceFloor / q._noiseVariance) : perPoint;
        return
        [
            (weightBar - Expr.MatMul(t, q._features)).SumTo(arguments[0].Shape), factorBar.SumTo(arguments[1].Shape),
            featuresBar.Slice(^1, 0, k - 1).SumTo(arguments[2].Shape), t.Transpose().SumTo(arguments[3].Shape),
            logNoiseBar.SumTo(arguments[4].Shape),
        ];
    }

    private bool IsLower => _update.Structure == FactorStructure.Lower;

    private Expr Identity => Expr.Constant(Tensor.Generate([_shape.Points, _shape.Points], i => i / _shape.Points == i % _shape.Points ? 1 : 0));

    /// <summary>C^-1 [tasks, samples, units, points, points].</summary>
    private Expr InverseFactor => _small.TriangularSolve(Identity.BroadcastTo(_small.Shape));

    private static ConjugateShape ShapeOf(Operation.ConjugateUpdate update, ImmutableArray<Shape> arguments) =>
        ConjugateShape.Of(update.Structure, arguments);

    /// <summary>(r r') o x for x [tasks, samples*, units*, points, points].</summary>
    private Expr Weighted(Expr x)
    {
        var (b, s, u, n, _) = _shape;
        return x * _root.Reshape([b, s, u, n, 1]) * _root.Reshape([b, s, u, 1, n]);
    }

    /// <summary>Psi x, [tasks, samples, units, fanIn] to [tasks, samples, units, points].</summary>
    private Expr ToPoints(Expr x) => _root * Expr.MatMul(x, _whitened, transposeRight: true);

    /// <summary>Psi' c, the other way.</summary>
    private Expr ToWeights(Expr c) => Expr.MatMul(_root * c, _whitened);

    /// <summary>B^-1 x for x [tasks, samples, units, points].</summary>
    private Expr Solve(Expr x)
    {
        var column = x.Reshape(x.Shape.Append([1]));
        return _small.TriangularSolve(_small.TriangularSolve(column), transposed: true).Reshape(x.Shape);
    }

    /// <summary>c = B^-1 (rho - Psi v0 - e).</summary>
    private Expr Perturbed() => Solve(_rho - ToPoints(_weightNoise) - _pointNoise);

    private Expr Sample(Expr perturbed) => _weightNoise + ToWeights(perturbed);

    private Expr Unwhiten(Expr v) => _mean + (IsLower ? Expr.MatMul(v, _factor, transposeRight: true) : v * _factor);

    /// <summary>KL summed over units [tasks, samples], from the whitened posterior mean.</summary>
    private Expr Divergence(Expr m)
    {
        var (b, s, u, n, _) = _shape;
        var trace = InverseFactor.Square().Reshape([b, s, u, n * n]).Sum(^1);
        return ((trace + m.Square().Sum(^1) - n + _small.LogDeterminantOfFactor()) * 0.5).Sum(^1);
    }
}
