namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = exp x; dy/dx = y.</summary>
    public sealed record Exp : ElementwiseUnary
    {
        private Exp()
        {
        }

        internal static Exp Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => Math.Exp(x);

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => adjoint * y;
    }
}
