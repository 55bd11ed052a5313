using ProbBnn.Foundation;

namespace ProbBnn.Inference;

public abstract partial class Prediction
{
    /// <summary>Predictions of binary outputs.</summary>
    public sealed class Bernoulli : Prediction
    {
        private readonly double[] logits;

        /// <summary>Predictions from logits of every weight sample; the array is kept.</summary>
        /// <param name="points">Number of points.</param>
        /// <param name="outputs">Number of outputs.</param>
        /// <param name="samples">Number of weight samples.</param>
        /// <param name="logits">[outputs, points, samples].</param>
        /// <exception cref="NumericalException">A logit is not finite.</exception>
        public Bernoulli(int points, int outputs, int samples, double[] logits)
            : base(points, outputs, samples) => this.logits = RequireFinite(logits, "predictive logit");

        /// <inheritdoc/>
        public override double Mean(int point, int output = 0) => Probabilities(point, output).Average();

        /// <inheritdoc/>
        public override double EpistemicVariance(int point, int output = 0)
        {
            double mean = Mean(point, output);
            return Probabilities(point, output).Average(p => (p - mean) * (p - mean));
        }

        /// <inheritdoc/>
        public override double AleatoricVariance(int point, int output = 0) => Probabilities(point, output).Average(p => p * (1 - p));

        /// <inheritdoc/>
        public override double Quantile(int point, int output, double probability)
        {
            if (!(probability > 0 && probability < 1))
            {
                throw new OptionException(new Problem("not a probability", "quantile", $"{probability}", "above 0 and below 1"));
            }
            var sorted = Probabilities(point, output);
            Array.Sort(sorted);
            return sorted[Math.Clamp((int)Math.Ceiling(probability * Samples) - 1, 0, Samples - 1)];
        }

        /// <inheritdoc/>
        public override Prediction Latent() => this;

        /// <inheritdoc/>
        public override TaskScore Score(string task, int output, ReadOnlySpan<double> observed, double? jointLogDensity = null) =>
            TaskScore.OfLabels(task, observed, logits.AsSpan(output * Points * Samples, Points * Samples));

        private double[] Probabilities(int point, int output)
        {
            int at = At(point, output);
            return Array.ConvertAll(logits[at..(at + Samples)], f => 1 / (1 + Math.Exp(-f)));
        }
    }
}
