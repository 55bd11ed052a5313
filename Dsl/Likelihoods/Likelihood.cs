using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>How an observation depends on the function value f at its point; independent over points and outputs.</summary>
public abstract record Likelihood
{
    private Likelihood()
    {
    }

    /// <summary>y ~ Normal(f, sigma^2), with one sigma per output; all start at the same value.</summary>
    /// <param name="StdDev">The standard deviation sigma, or its start where it is learned; the first output's where each has its
    /// own.</param>
    /// <param name="Learning">Whether sigma is learned.</param>
    /// <param name="Units">The units of sigma and of its bounds.</param>
    public sealed record Gaussian(StdDev StdDev, NoiseLearning Learning, NoiseUnits Units) : Likelihood
    {
        /// <summary>This likelihood with its noise learned between bounds.</summary>
        /// <param name="above">What sigma stays above, or null for no lower bound.</param>
        /// <param name="below">What sigma stays below, or null for no upper bound.</param>
        public Gaussian Learned(StdDev? above = null, StdDev? below = null) =>
            this with { Learning = new NoiseLearning.Learned(above, below) };

        /// <summary>This likelihood with its noise fixed at a standard deviation for each output.</summary>
        /// <param name="stdDevs">One for each output, at least one.</param>
        public Gaussian FixedPerOutput(ValueList<StdDev> stdDevs) =>
            this with { StdDev = stdDevs[0], Learning = new NoiseLearning.FixedPerOutput(stdDevs) };

        /// <summary>This likelihood with sigma and its bounds stated in the data's own units.</summary>
        public Gaussian InDataUnits() => this with { Units = NoiseUnits.Data };
    }

    /// <summary>y is 1 with probability 1 / (1 + exp(-f)), else 0; values between 0 and 1 count as soft labels.</summary>
    public sealed record Bernoulli : Likelihood;
}
