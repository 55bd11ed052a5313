namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>y = ln(1 + exp x) = max(x, 0) + ln(1 + exp(-|x|)); dy/dx = sigmoid x.</summary>
    public sealed record Softplus : ElementwiseUnary
    {
        private Softplus()
        {
        }

        internal static Softplus Instance { get; } = new();

        /// <inheritdoc/>
        public override double Apply(double x) => Math.Max(x, 0) + double.LogP1(Math.Exp(-Math.Abs(x)));

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => adjoint * x.Sigmoid();
    }
}
