// Reverse mode of the conjugate update in closed form, per task, sample and unit; wbar and kbar are the adjoints of the weights and the KL.
//   vbar = L' wbar
//   point form:   a = B^-1 rho, g = B^-1 a, c = B^-1 (rho - Psi v0 - e), u = B^-1 Psi vbar;
//     Psibar = c vbar' - u v0' - (u c' + c u') Psi + kbar (B^-1 - B^-2 - a a' + g a' + a g') Psi;   rhobar = u + kbar (a - g)
//   weight form:  m = A^-1 Psi' rho, p = A^-1 vbar, q = A^-1 m, v the whitened sample;
//     Psibar = (rho - e - Psi v) p' - (Psi p) v' + kbar [ Psi (A^-1 - A^-2 - q m' - m q') + rho q' ];   rhobar = Psi p + kbar Psi q
//   Z = lam^1/2 Psibar, t = lam^1/2 rhobar:
//     mubar = wbar - P't;  Lbar = lower(P'Z + wbar v');  Pbar = Z L' - t mu';  ybar = t;
//     sbar_n = -(Psibar_n . Psi_n + rhobar_n rho_n) lam_n exp(2 s_n),
// each summed over the axes that its argument shares.
using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// The reverse mode of <see cref="ConjugateUpdate"/>. Arguments: the eight of the update, the adjoint of the weights
    /// [tasks, samples, units, fanIn] (that of the outputs at the context points included) and of the KL [tasks, samples]. Results: the
    /// adjoints of prior mean, prior factor, features, pseudo-targets and pseudo-log-noise, each of its argument's shape.
    /// </summary>
    /// <param name="Update">The update this is the reverse mode of.</param>
    public sealed record ConjugateUpdateGradient(ConjugateUpdate Update) : Composite
    {
        /// <inheritdoc/>
        public override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments)
        {
            var results = Update.InferShapes(arguments[..8]);
            return arguments[8].Equals(results[0]) && arguments[9].Equals(results[1])
                ? arguments[..5]
                : throw Refuse("adjoints of an unexpected shape", $"{arguments[8]} and {arguments[9]}", $"{results[0]} and {results[1]}");
        }

        /// <inheritdoc/>
        public override ImmutableArray<Expr> Expand(ImmutableArray<Expr> arguments)
        {
            var q = new ConjugateTerms(Update, arguments[..8]);
            var (b, s, u, n, k) = q.Shape;
            var weightBar = arguments[8];
            var klBar = arguments[9].Reshape([b, s, 1, 1, 1]);
            var vBar = q.TransposeFactor(weightBar);
            var v = q.Sample();
            var (psiBar, rhoBar) = q.PointForm ? Points(q, vBar, klBar) : Weights(q, vBar, v, klBar);
            var z = q.RootPrecision * psiBar;
            var t = (q.RootPrecision * rhoBar).Reshape([b, s, u, n]);
            var features = q.Features.Reshape([b, q.Features.Shape[1], 1, n, k]);

            var meanBar = weightBar - Expr.MatMul(features, t.Reshape([b, s, u, n, 1]), transposeLeft: true).Reshape([b, s, u, k]);
            var factorBar = Update.Structure == FactorStructure.Lower
                ? (Expr.MatMul(features, z, transposeLeft: true) + Outer(weightBar.Reshape([b, s, u, k, 1]), v)).PackLower(k)
                : (features * z).Sum(3) + weightBar * v.Reshape([b, s, u, k]);
            var meanPerUnit = arguments[0].Reshape([arguments[0].Shape[0], 1, k]);
            var featuresBar = (q.TimesTransposedFactor(z) - t.Reshape([b, s, u, n, 1]) * meanPerUnit).Sum(2).Slice(^1, 0, k - 1);
            var perPoint = -((psiBar * q.Psi).Sum(^1) + (rhoBar * q.Rho).Reshape([b, s, u, n])).Transpose();
            var logNoiseBar = Update.VarianceFloor > 0
                ? perPoint / (1.0 + Update.VarianceFloor / q.NoiseVariance)
                : perPoint;
            return
            [
                meanBar.SumTo(arguments[0].Shape), factorBar.SumTo(arguments[1].Shape), featuresBar.SumTo(arguments[2].Shape),
                t.Transpose().SumTo(arguments[3].Shape), logNoiseBar.SumTo(arguments[4].Shape),
            ];
        }

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => 2 * Update.MultiplyAdds(arguments[..8]);

        private static (Expr PsiBar, Expr RhoBar) Points(ConjugateTerms q, Expr vBar, Expr klBar)
        {
            var a = q.Solve(q.Rho);
            var g = q.Solve(a);
            var c = q.Solve(q.Rho - q.ProjectWeights(q.WeightNoise) - q.PointNoise);
            var u = q.Solve(q.ProjectWeights(vBar));
            var once = q.Solve(q.Psi);
            var psiBar = Outer(c, vBar) - Outer(u, q.WeightNoise)
                - Outer(u, q.ProjectPoints(c)) - Outer(c, q.ProjectPoints(u))
                + klBar * (once - q.Solve(once) + Outer(g - a, q.ProjectPoints(a)) + Outer(a, q.ProjectPoints(g)));
            return (psiBar, u + klBar * (a - g));
        }

        private static (Expr PsiBar, Expr RhoBar) Weights(ConjugateTerms q, Expr vBar, Expr v, Expr klBar)
        {
            var m = q.PosteriorMean();
            var p = q.Solve(vBar);
            var r = q.Solve(m);
            var once = q.Solve(q.Psi.Transpose());
            var twice = q.Solve(once);
            var psiBar = Outer(q.Rho - q.PointNoise - q.ProjectWeights(v), p) - Outer(q.ProjectWeights(p), v)
                + klBar * ((once - twice).Transpose() - Outer(q.ProjectWeights(r), m) - Outer(q.ProjectWeights(m), r) + Outer(q.Rho, r));
            return (psiBar, q.ProjectWeights(p) + klBar * q.ProjectWeights(r));
        }

        private static Expr Outer(Expr column, Expr other) => Expr.MatMul(column, other, transposeRight: true);
    }
}
