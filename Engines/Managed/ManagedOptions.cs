namespace ProbBnn.Engines.Managed;

/// <summary>Choices of the managed engine. They change speed and memory; results only where it is said.</summary>
public sealed record ManagedOptions
{
    /// <summary>
    /// Threads that compute, the caller of a run included; all cores unless set. Results have the same bits for any number.
    /// </summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Sessions that an executable keeps for the next caller after they are given back.</summary>
    public int MaxPooledSessions { get; init; } = 8;

    /// <summary>How composite operations are computed; the ways differ by rounding.</summary>
    public CompositeExecution Composites { get; init; } = CompositeExecution.Fused;

    /// <summary>Register width, the widest of the machine unless set; widths differ by rounding.</summary>
    internal VectorWidth? Width { get; init; }

    /// <summary>Where to note the time of every step, if anywhere.</summary>
    internal RunProfile? Profile { get; init; }
}
