// Adam (Kingma and Ba, 2015), g the gradient of what is minimised, t = 1, 2, .. the step:
//   m' = b1 m + (1 - b1) g;  v' = b2 v + (1 - b2) g^2;  x' = x - rate (m' / (1 - b1^t)) / (sqrt(v' / (1 - b2^t)) + eps)
using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// One step of Adam. Arguments: parameter, first moment, second moment and gradient, all of one shape, then the learning rate and the
    /// step number t = 1, 2, .. as scalars. Results: the new parameter, first moment and second moment.
    /// </summary>
    /// <param name="Decay1">Decay of the first moment, published 0.9.</param>
    /// <param name="Decay2">Decay of the second moment, published 0.999.</param>
    /// <param name="Epsilon">Added to the root of the second moment, published 1e-8.</param>
    public sealed record AdamStep(double Decay1, double Decay2, double Epsilon) : Composite
    {
        /// <inheritdoc/>
        public override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments) =>
            arguments[..4].All(a => a.Equals(arguments[0])) && arguments[4].Size == 1 && arguments[5].Size == 1
                ? [arguments[0], arguments[0], arguments[0]]
                : throw Refuse("arguments do not fit together", string.Join(" ", arguments), "four tensors of one shape and two scalars");

        /// <inheritdoc/>
        public override ImmutableArray<Expr> Expand(ImmutableArray<Expr> arguments)
        {
            var (x, m, v, g, rate, t) = (arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
            var first = m * Decay1 + g * (1 - Decay1);
            var second = v * Decay2 + g.Square() * (1 - Decay2);
            var corrected1 = first / (1.0 - (t * Math.Log(Decay1)).Exp());
            var corrected2 = second / (1.0 - (t * Math.Log(Decay2)).Exp());
            return [x - rate * corrected1 / (corrected2.Sqrt() + Epsilon), first, second];
        }

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => 10 * arguments[0].LongSize;
    }
}
