// The Gaussian posterior of one layer of independent units, per task, sample and unit (Rochussen and Fortuin, ICLR 2026; whitened).
// K = D + 1 incoming weights with the bias last; P = [F, 1]; w = mu + L v, v ~ N(0, I) a priori; lam = 1 / (exp(2 s) + kappa);
//   Psi = lam^1/2 P L,  rho = lam^1/2 (y - P mu)   (rows of padding are 0)
//   weight form:  A = I + Psi'Psi = C C';  m = A^-1 Psi' rho;  v = A^-1 (v0 + Psi'(rho - e));
//                 KL = 1/2 [ |C^-1|_F^2 + |m|^2 - K + 2 sum log C_kk ]
//   point form:   B = I + Psi Psi' = C C';  a = B^-1 rho;  m = Psi'a;  v = v0 + Psi' B^-1 (rho - Psi v0 - e);
//                 KL = 1/2 [ |C^-1|_F^2 + |m|^2 - N + 2 sum log C_nn ]
// with standard normal noise v0 and e. Both forms give the same sample for the same noise (push-through identity).
using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// The conjugate update of one layer. Arguments (a dimension marked * may be 1, meaning shared):
    /// prior mean [units*, fanIn]; prior factor, see <see cref="FactorStructure"/>; features [tasks, samples*, points, fanIn - 1], to which
    /// the bias column of ones is appended; pseudo-targets [tasks, samples*, points, units]; log standard deviation of the pseudo-noise
    /// [tasks*, samples*, points*, units*]; number of real points [tasks]; noise of the weights [tasks, samples, units, fanIn] and of the
    /// points [tasks, samples, units, points]. Results: sampled weights [tasks, samples, units, fanIn]; KL from the prior, summed over
    /// units [tasks, samples]; the layer's outputs at the context points [tasks, samples, points, units], 0 on padding; posterior mean of
    /// the weights [tasks, samples, units, fanIn].
    /// </summary>
    /// <param name="Structure">How the prior factor is stored.</param>
    /// <param name="Form">Which of the two equal forms is computed.</param>
    /// <param name="VarianceFloor">kappa, added to every pseudo-variance; 0 as defined, 1e-6 to compare with the published code.</param>
    public sealed record ConjugateUpdate(FactorStructure Structure, ConjugateForm Form, double VarianceFloor) : Composite
    {
        /// <inheritdoc/>
        public override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments)
        {
            var (b, s, u, n, k) = ConjugateShape.Of(Structure, arguments);
            return [[b, s, u, k], [b, s], [b, s, n, u], [b, s, u, k]];
        }

        /// <inheritdoc/>
        public override ImmutableArray<Expr> Expand(ImmutableArray<Expr> arguments)
        {
            var q = new ConjugateTerms(this, arguments);
            var (m, v) = (q.PosteriorMean(), q.Sample());
            var weights = q.Unwhiten(v);
            var outputs = Expr.MatMul(q.Features, weights, transposeRight: true) * q.Mask;
            return [weights, q.Divergence(m), outputs, q.Unwhiten(m)];
        }

        /// <inheritdoc/>
        public override ImmutableArray<Expr?> Pullback(Node node, ImmutableArray<Expr?> adjoints)
        {
            if (adjoints[3] is not null)
            {
                return base.Pullback(node, adjoints);
            }
            var shape = ConjugateShape.Of(Structure, [.. node.Arguments.Select(a => a.Shape)]);
            var weightBar = adjoints[0];
            Expr? outputFeatureBar = null;
            if (adjoints[2] is { } outputBar)
            {
                var features = node.Arguments[2];
                var mask = node.Arguments[5].CountMask(shape.Points).Reshape([shape.Tasks, 1, shape.Points, 1]);
                var masked = outputBar * mask;
                var bar = Expr.MatMul(masked, ConjugateTerms.WithBias(features), transposeLeft: true);
                weightBar = weightBar is null ? bar : weightBar + bar;
                outputFeatureBar = Expr.MatMul(masked, node[0].Slice(^1, 0, shape.FanIn - 1)).SumTo(features.Shape);
            }
            var gradient = Node.Of(
                new ConjugateUpdateGradient(this),
                node.Arguments.AddRange(weightBar ?? Expr.Zeros(node.Shapes[0]), adjoints[1] ?? Expr.Zeros(node.Shapes[1])));
            var featuresBar = outputFeatureBar is null ? gradient[2] : gradient[2] + outputFeatureBar;
            var (weightNoiseBar, pointNoiseBar) = weightBar is null ? (null, null) : NoiseAdjoints(node.Arguments, weightBar);
            return [gradient[0], gradient[1], featuresBar, gradient[3], gradient[4], null, weightNoiseBar, pointNoiseBar];
        }

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments)
        {
            var (b, s, u, n, k) = ConjugateShape.Of(Structure, arguments);
            long features = Structure == FactorStructure.Lower ? (long)n * k * k / 2 : (long)n * k;
            long small = Math.Min(n, k), large = Math.Max(n, k);
            return (long)b * s * u * (features + small * small * large / 2 + small * small * small / 3 + 4L * n * k);
        }

        /// <summary>Whether the point form is computed at the capacity of a batch; an engine may choose task by task instead.</summary>
        /// <param name="shape">The update's dimensions.</param>
        public bool TakesPointForm(ConjugateShape shape) =>
            Form == ConjugateForm.Points || (Form == ConjugateForm.Cheapest && shape.Points < shape.FanIn);

        /// <summary>What is raised where a posterior cannot be computed.</summary>
        /// <param name="operation">The operation's name: the update's, or that of its reverse mode.</param>
        /// <param name="task">Which task; null where it is not known.</param>
        /// <param name="sample">Which sample.</param>
        /// <param name="unit">Which unit.</param>
        public static NumericalException NoPosterior(string operation, long? task, long sample, long unit) => new(new Problem(
            "a posterior is not finite or not positive definite",
            $"operation {operation}, {(task is { } t ? $"task {t}, " : "")}sample {sample}, unit {unit}", null, "a finite divergence from the prior",
            "lower the learning rate, check the inputs for huge values, or use double precision"));

        /// <summary>
        /// The adjoints of v0 and e: A^-1 vbar and -Psi A^-1 vbar, or vbar - Psi'u and -u. Rarely wanted, hence no part of the gradient.
        /// </summary>
        private (Expr? WeightNoise, Expr? PointNoise) NoiseAdjoints(ImmutableArray<Expr> arguments, Expr weightBar)
        {
            var q = new ConjugateTerms(this, arguments);
            var vBar = q.TransposeFactor(weightBar);
            var solved = q.Solve(q.PointForm ? q.ProjectWeights(vBar) : vBar);
            var (weightNoise, pointNoise) = q.PointForm ? (vBar - q.ProjectPoints(solved), -solved) : (solved, -q.ProjectWeights(solved));
            return (weightNoise.Reshape(arguments[6].Shape), pointNoise.Reshape(arguments[7].Shape));
        }
    }
}
