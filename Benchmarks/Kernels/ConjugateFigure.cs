namespace ProbBnn.Benchmarks;

/// <summary>Time of the conjugate updates of all layers of one network.</summary>
/// <param name="Network">Name of the configuration.</param>
/// <param name="Precision">double or single.</param>
/// <param name="Threads">Threads, the caller included.</param>
/// <param name="ForwardMilliseconds">Median time of the forward passes.</param>
/// <param name="BackwardMilliseconds">Median time of the reverse passes.</param>
/// <param name="TotalMilliseconds">Median time of both.</param>
/// <param name="BestMilliseconds">Least time of both.</param>
/// <param name="AllocatedBytes">Managed memory that the timed rounds allocated on the calling thread.</param>
public sealed record ConjugateFigure(
    string Network,
    string Precision,
    int Threads,
    double ForwardMilliseconds,
    double BackwardMilliseconds,
    double TotalMilliseconds,
    double BestMilliseconds,
    long AllocatedBytes);
