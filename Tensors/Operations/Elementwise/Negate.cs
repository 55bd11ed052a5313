namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = -x.</summary>
    public sealed record Negate : ElementwiseUnary
    {
        private Negate()
        {
        }

        internal static Negate Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => -x;

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => -adjoint;
    }
}
