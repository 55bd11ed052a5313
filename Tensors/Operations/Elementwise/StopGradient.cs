namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = x, with its derivative taken as 0.</summary>
    public sealed record StopGradient : ElementwiseUnary
    {
        private StopGradient()
        {
        }

        internal static StopGradient Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => x;

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => null;
    }
}
