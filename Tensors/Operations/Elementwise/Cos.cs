namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = cos x; dy/dx = -sin x.</summary>
    public sealed record Cos : ElementwiseUnary
    {
        private Cos()
        {
        }

        internal static Cos Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => Math.Cos(x);

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => -adjoint * x.Sin();
    }
}
