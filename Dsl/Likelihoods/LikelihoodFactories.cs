using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>Short ways to say a likelihood: <c>Likelihood.Gaussian(StdDev.Of(0.2))</c>, <c>Likelihood.Bernoulli()</c>.</summary>
public static class LikelihoodFactories
{
    extension(Likelihood)
    {
        /// <summary>Gaussian noise of a fixed standard deviation in standardised units, until told otherwise.</summary>
        /// <param name="stdDev">The standard deviation.</param>
        public static Likelihood.Gaussian Gaussian(StdDev stdDev) => new(stdDev, new NoiseLearning.Fixed(), NoiseUnits.Standardised);

        /// <summary>Binary outputs through the logistic function.</summary>
        public static Likelihood.Bernoulli Bernoulli() => new();
    }
}
