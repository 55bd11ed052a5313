using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// An operation defined by simpler ones. The default is the definition, the oracle of fused kernels, and what derivatives of
    /// derivatives go through; an engine may recognise the operation and run a kernel of its own.
    /// </summary>
    public abstract record Composite : Operation
    {
        private protected Composite()
        {
        }

        /// <summary>The default: the results in simpler operations.</summary>
        /// <param name="arguments">The arguments.</param>
        public abstract ImmutableArray<Expr> Expand(ImmutableArray<Expr> arguments);

        /// <inheritdoc/>
        public sealed override ImmutableArray<Tensor> Evaluate(ImmutableArray<Tensor> arguments) =>
            Evaluation.Of(Expand([.. arguments.Select(Expr.Constant)]));

        /// <inheritdoc/>
        public override ImmutableArray<Expr?> Pullback(Node node, ImmutableArray<Expr?> adjoints)
        {
            var results = Expand(node.Arguments);
            var seeds = results.Zip(adjoints).Where(p => p.Second is not null).Select(p => (p.First, p.Second!));
            return Gradients.PartialPullback([.. seeds], node.Arguments);
        }
    }
}
