namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = x^2; dy/dx = 2 x.</summary>
    public sealed record Square : ElementwiseUnary
    {
        private Square()
        {
        }

        internal static Square Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => x * x;

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => adjoint * 2.0 * x;
    }
}
