using ProbBnn.Foundation;

namespace ProbBnn.Inference;

public abstract partial class Prediction
{
    /// <summary>Predictions with Gaussian noise: an exact mixture of Gaussians over the weight samples.</summary>
    public sealed class Gaussian : Prediction
    {
        private readonly double[] means;
        private readonly double[] variances;
        private readonly double[] noiseVariances;
        private readonly double[] deviations;

        /// <summary>Predictions from mixture components, all in the data's own units; the arrays are kept.</summary>
        /// <param name="points">Number of points.</param>
        /// <param name="outputs">Number of outputs.</param>
        /// <param name="samples">Number of weight samples.</param>
        /// <param name="means">Function means [outputs, points, samples].</param>
        /// <param name="variances">Variances of the function given the sample [outputs, points, samples]; empty for none.</param>
        /// <param name="noise">Noise standard deviations [outputs, samples]; zero for the function itself.</param>
        /// <exception cref="NumericalException">A component is not finite.</exception>
        public Gaussian(int points, int outputs, int samples, double[] means, double[] variances, double[] noise)
            : base(points, outputs, samples)
        {
            this.means = RequireFinite(means, "predictive mean");
            this.variances = RequireFinite(variances, "predictive variance");
            noiseVariances = [.. RequireFinite(noise, "noise standard deviation").Select(s => s * s)];
            deviations = new double[means.Length];
            for (int i = 0; i < means.Length; i++)
            {
                double ofNoise = noiseVariances[i / (points * samples) * samples + i % samples];
                deviations[i] = Math.Sqrt((variances.Length == 0 ? 0 : variances[i]) + ofNoise);
            }
        }

        /// <inheritdoc/>
        public override double Mean(int point, int output = 0) => Mixture(output).At(point).Mean;

        /// <inheritdoc/>
        public override double EpistemicVariance(int point, int output = 0)
        {
            int at = At(point, output);
            double given = 0;
            for (int s = 0; s < Samples && variances.Length > 0; s++)
            {
                given += variances[at + s] / Samples;
            }
            return Mixture(output).At(point).EpistemicVariance + given;
        }

        /// <inheritdoc/>
        public override double AleatoricVariance(int point, int output = 0)
        {
            At(point, output);
            double sum = 0;
            foreach (double variance in noiseVariances.AsSpan(output * Samples, Samples))
            {
                sum += variance;
            }
            return sum / Samples;
        }

        /// <inheritdoc/>
        public override double Quantile(int point, int output, double probability) => Mixture(output).At(point).Quantile(probability);

        /// <inheritdoc/>
        public override Prediction Latent() => new Gaussian(Points, Outputs, Samples, means, variances, new double[Outputs * Samples]);

        /// <inheritdoc/>
        public override TaskScore Score(string task, int output, ReadOnlySpan<double> observed, double? jointLogDensity = null) =>
            TaskScore.Of(task, observed, Mixture(output), jointLogDensity);

        /// <summary>The mixtures of one output.</summary>
        /// <param name="output">An output from 0 to Outputs - 1.</param>
        public PredictiveMixture Mixture(int output = 0)
        {
            int size = Points * Samples;
            return new PredictiveMixture(Points, Samples, means.AsMemory(output * size, size), deviations.AsMemory(output * size, size));
        }
    }
}
