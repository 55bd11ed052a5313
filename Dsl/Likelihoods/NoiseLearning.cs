using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>Whether training may move the noise standard deviation, and within which bounds.</summary>
public abstract record NoiseLearning
{
    private NoiseLearning()
    {
    }

    /// <summary>The noise stays as stated.</summary>
    public sealed record Fixed : NoiseLearning;

    /// <summary>The noise stays at given standard deviations, one per output, such as were learned elsewhere.</summary>
    /// <param name="StdDevs">One for each output, in the units of the likelihood; the first is the likelihood's own.</param>
    public sealed record FixedPerOutput(ValueList<StdDev> StdDevs) : NoiseLearning;

    /// <summary>The noise is learned, one standard deviation per output; the start lies strictly between the bounds.</summary>
    /// <param name="Above">What it stays above, or null for no lower bound.</param>
    /// <param name="Below">What it stays below, or null for no upper bound.</param>
    public sealed record Learned(StdDev? Above = null, StdDev? Below = null) : NoiseLearning;
}
