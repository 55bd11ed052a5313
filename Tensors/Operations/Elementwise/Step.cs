namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = 1 where x is positive, else 0; its derivative is taken as 0.</summary>
    public sealed record Step : ElementwiseUnary
    {
        private Step()
        {
        }

        internal static Step Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => x > 0 ? 1 : 0;

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => null;
    }
}
