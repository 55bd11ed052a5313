namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = 1/(1 + exp(-x)); dy/dx = y (1 - y).</summary>
    public sealed record Sigmoid : ElementwiseUnary
    {
        private Sigmoid()
        {
        }

        internal static Sigmoid Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => adjoint * (y - y.Square());
    }
}
