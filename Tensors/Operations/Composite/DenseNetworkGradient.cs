// abar_L = adjoint of the outputs;  W_lbar = abar_l' [h_{l-1}, 1];
// abar_l = (abar_{l+1} W_{l+1} without the bias) phi_l'(a_l) (+ abar_{l+1} where layer l + 1 is residual);
// the features are layer 0, phi_0 the identity
using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// The reverse mode of <see cref="DenseNetwork"/>. Arguments: those of the network, and the adjoint of its outputs
    /// [tasks, samples, points, units of the last layer]. Results: the adjoint of the features, sample by sample
    /// [tasks, samples, points, features], which is rarely wanted; and those of every layer's weights.
    /// </summary>
    /// <param name="Network">The network this is the reverse mode of.</param>
    public sealed record DenseNetworkGradient(DenseNetwork Network) : Composite
    {
        /// <inheritdoc/>
        public override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments)
        {
            var shape = DenseShape.Of(Network.Hidden, arguments[..^1]);
            return arguments[^1].Equals(shape.Outputs)
                ? [[shape.Tasks, shape.Samples, shape.Points, shape.Widths[0]], .. arguments[1..^1]]
                : throw Refuse("adjoint of an unexpected shape", $"{arguments[^1]}", $"{shape.Outputs}");
        }

        /// <inheritdoc/>
        public override ImmutableArray<Expr> Expand(ImmutableArray<Expr> arguments)
        {
            var hidden = Network.Hidden;
            var passed = Network.Passed(arguments[..^1]);
            var bars = new Expr[hidden.Count + 2];
            var bar = arguments[^1];
            for (int layer = hidden.Count; layer >= 0; layer--)
            {
                var weights = arguments[layer + 1];
                bars[layer + 1] = OfWeights(bar, passed[layer].Features);
                var below = Expr.MatMul(bar, weights.Slice(3, 0, weights.Shape[3] - 1));
                if (layer > 0)
                {
                    below = hidden[layer - 1].Activation.Back(passed[layer].Entering, passed[layer].Features, below);
                }
                bar = layer < hidden.Count && hidden[layer].IsResidual ? below + bar : below;
            }
            bars[0] = bar;
            return [.. bars];
        }

        /// <summary>The weights of all layers, and the incoming values of all but the first.</summary>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments)
        {
            var shape = DenseShape.Of(Network.Hidden, arguments[..^1]);
            long ofWeights = arguments[1..^1].Sum(weights => weights.LongSize), ofIncoming = arguments[2..^1].Sum(w => w.LongSize);
            return (ofWeights + ofIncoming) * shape.Points;
        }

        private static Expr OfWeights(Expr bar, Expr features)
        {
            var (tasks, samples, units) = (bar.Shape[0], bar.Shape[1], bar.Shape[3]);
            var ofBias = bar.Sum(2).Reshape([tasks, samples, units, 1]);
            return features.Shape[3] == 0 ? ofBias : Expr.Concat(3, Expr.MatMul(bar, features, transposeLeft: true), ofBias);
        }
    }
}
