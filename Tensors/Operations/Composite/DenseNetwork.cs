// a_0 = h_0 = features;  a_l = [h_{l-1}, 1] W_l' (+ a_{l-1} where layer l is residual),  h_l = phi_l(a_l),  l = 1 .. L - 1;
// outputs = [h_{L-1}, 1] W_L'
using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// A dense network with a linear last layer, for every task and sample. Arguments: features [tasks, samples or 1, points, features];
    /// for every layer, from the first on, weights [tasks, samples, units, incoming + 1], the bias of a unit last. Result: the outputs
    /// [tasks, samples, points, units of the last layer].
    /// </summary>
    /// <param name="Hidden">The layers but the last.</param>
    public sealed record DenseNetwork(ValueList<DenseLayer> Hidden) : Composite
    {
        /// <inheritdoc/>
        public override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments) => [DenseShape.Of(Hidden, arguments).Outputs];

        /// <inheritdoc/>
        public override ImmutableArray<Expr> Expand(ImmutableArray<Expr> arguments) =>
            [Linear(Passed(arguments)[^1].Features, arguments[Hidden.Count + 1])];

        /// <inheritdoc/>
        public override ImmutableArray<Expr?> Pullback(Node node, ImmutableArray<Expr?> adjoints)
        {
            var gradient = Node.Of(new DenseNetworkGradient(this), node.Arguments.Add(adjoints[0]!));
            return [gradient[0].SumTo(node.Arguments[0].Shape), .. Enumerable.Range(1, Hidden.Count + 1).Select(i => gradient[i])];
        }

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments)
        {
            var shape = DenseShape.Of(Hidden, arguments);
            return arguments[1..].Sum(weights => weights.LongSize) * shape.Points;
        }

        /// <summary>What is before and after the nonlinearity of every layer but the last: first the features, twice.</summary>
        internal ImmutableArray<(Expr Entering, Expr Features)> Passed(ImmutableArray<Expr> arguments)
        {
            var passed = ImmutableArray.Create((Entering: arguments[0], Features: arguments[0]));
            for (int layer = 0; layer < Hidden.Count; layer++)
            {
                var made = Linear(passed[layer].Features, arguments[layer + 1]);
                var entering = Hidden[layer].IsResidual ? made + passed[layer].Entering : made;
                passed = passed.Add((entering, Hidden[layer].Activation.Apply(entering)));
            }
            return passed;
        }

        private static Expr Linear(Expr features, Expr weights)
        {
            var (tasks, samples, units, fanIn) = (weights.Shape[0], weights.Shape[1], weights.Shape[2], weights.Shape[3]);
            var bias = weights.Slice(3, fanIn - 1, 1).Reshape([tasks, samples, 1, units]);
            return fanIn == 1
                ? bias.BroadcastTo([tasks, samples, features.Shape[2], units])
                : Expr.MatMul(features, weights.Slice(3, 0, fanIn - 1), transposeRight: true) + bias;
        }
    }
}
