namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = sqrt x; dy/dx = 1/(2 y).</summary>
    public sealed record Sqrt : ElementwiseUnary
    {
        private Sqrt()
        {
        }

        internal static Sqrt Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => Math.Sqrt(x);

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => adjoint * 0.5 / y;
    }
}
