namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = max(a, b); at a tie the derivative goes to b. A NaN stays a NaN.</summary>
    public sealed record Maximum : ElementwiseBinary
    {
        private Maximum()
        {
        }

        internal static Maximum Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double a, double b) => Math.Max(a, b);

        private protected override (Expr? A, Expr? B) Chain(Expr a, Expr b, Expr y, Expr adjoint)
        {
            var left = (a - b).Step();
            return (adjoint * left, adjoint * (1.0 - left));
        }
    }
}
