namespace ProbBnn.Dsl;

/// <summary>Whether the inference networks' log pseudo-noise is kept from falling without end.</summary>
public abstract record LogNoiseFloor
{
    private LogNoiseFloor()
    {
    }

    /// <summary>No floor, as published.</summary>
    public sealed record None : LogNoiseFloor;

    /// <summary>Log pseudo standard deviations are clamped from below.</summary>
    /// <param name="LogStdDev">The least log standard deviation, from -50 to below -2, where the inference networks start; -7 serves
    /// well.</param>
    public sealed record At(double LogStdDev) : LogNoiseFloor;
}
