namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = sin x; dy/dx = cos x.</summary>
    public sealed record Sin : ElementwiseUnary
    {
        private Sin()
        {
        }

        internal static Sin Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => Math.Sin(x);

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => adjoint * x.Cos();
    }
}
