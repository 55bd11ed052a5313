// t = 0, 1, .. counts steps, T their total, u = min(t, T) / T:
//   constant  r;   linear  r0 + (r1 - r0) u;   cosine  r1 + (r0 - r1) (1 + cos(pi u)) / 2
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How the learning rate changes over training: a closed union.</summary>
public abstract record LearningRate
{
    private LearningRate()
    {
    }

    /// <summary>The rate of a step.</summary>
    /// <param name="step">The step, counted from 0.</param>
    /// <param name="steps">The number of steps in all.</param>
    public abstract double At(int step, int steps);

    /// <summary>One rate throughout.</summary>
    /// <param name="Rate">The rate, positive.</param>
    public sealed record Constant(double Rate) : LearningRate
    {
        /// <inheritdoc/>
        public override double At(int step, int steps) => Rate;
    }

    /// <summary>A straight line, as published.</summary>
    /// <param name="From">The first rate, positive.</param>
    /// <param name="To">The last rate, positive.</param>
    public sealed record Linear(double From, double To) : LearningRate
    {
        /// <inheritdoc/>
        public override double At(int step, int steps) => From + (To - From) * Progress(step, steps);
    }

    /// <summary>Half a cosine.</summary>
    /// <param name="From">The first rate, positive.</param>
    /// <param name="To">The last rate, positive.</param>
    public sealed record Cosine(double From, double To) : LearningRate
    {
        /// <inheritdoc/>
        public override double At(int step, int steps) => To + (From - To) * 0.5 * (1 + Math.Cos(Math.PI * Progress(step, steps)));
    }

    internal void Validate()
    {
        double[] rates = this switch
        {
            Constant c => [c.Rate],
            Linear l => [l.From, l.To],
            Cosine c => [c.From, c.To],
            _ => [double.NaN],
        };
        if (!rates.All(r => r > 0 && double.IsFinite(r)))
        {
            throw new OptionException(new Problem("not a learning rate", "learningRate", ToString(), "positive, finite rates",
                "1e-3 to 5e-5 is usual"));
        }
    }

    private static double Progress(int step, int steps) => Math.Min(step, steps) / (double)Math.Max(steps, 1);
}
