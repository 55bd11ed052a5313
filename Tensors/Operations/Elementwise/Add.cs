namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = a + b.</summary>
    public sealed record Add : ElementwiseBinary
    {
        private Add()
        {
        }

        internal static Add Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double a, double b) => a + b;

        private protected override (Expr? A, Expr? B) Chain(Expr a, Expr b, Expr y, Expr adjoint) => (adjoint, adjoint);
    }
}
