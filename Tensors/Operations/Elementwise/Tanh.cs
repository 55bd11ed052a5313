namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = tanh x; dy/dx = 1 - y^2.</summary>
    public sealed record Tanh : ElementwiseUnary
    {
        private Tanh()
        {
        }

        internal static Tanh Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => Math.Tanh(x);

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => adjoint - adjoint * y.Square();
    }
}
