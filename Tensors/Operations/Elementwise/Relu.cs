namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = max(x, 0); dy/dx = 1 where x is positive, else 0. A NaN stays a NaN.</summary>
    public sealed record Relu : ElementwiseUnary
    {
        private Relu()
        {
        }

        internal static Relu Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => double.IsNaN(x) ? x : Math.Max(x, 0);

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => adjoint * x.Step();
    }
}
