namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = ln x; dy/dx = 1/x.</summary>
    public sealed record Log : ElementwiseUnary
    {
        private Log()
        {
        }

        internal static Log Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => Math.Log(x);

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => adjoint / x;
    }
}
