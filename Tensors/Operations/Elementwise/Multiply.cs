namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = a b.</summary>
    public sealed record Multiply : ElementwiseBinary
    {
        private Multiply()
        {
        }

        internal static Multiply Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double a, double b) => a * b;

        private protected override (Expr? A, Expr? B) Chain(Expr a, Expr b, Expr y, Expr adjoint) => (adjoint * b, adjoint * a);
    }
}
