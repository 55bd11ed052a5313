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
        public override double Apply(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

        // ln(1 + x) to full precision for small x: the rounding of 1 + x cancels in x / ((1 + x) - 1).
        private static double LogOnePlus(double x)
        {
            double sum = 1 + x;
            return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
        }

        private protected override Expr? Chain(Expr x, Expr y, Expr adjoint) => adjoint * x.Sigmoid();
    }
}
