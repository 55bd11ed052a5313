namespace ProbBnn.Benchmarks;

/// <summary>A peer's training step beside ours, measured in turn.</summary>
/// <param name="Config">Name of the configuration.</param>
/// <param name="Engine">Our engine.</param>
/// <param name="Precision">double or single, on both sides.</param>
/// <param name="PeerSeconds">Seconds a step of the peer: median of its rounds.</param>
/// <param name="Seconds">Seconds of ours: median of its rounds.</param>
/// <param name="Ratio">Median over rounds of the peer's seconds over ours.</param>
/// <param name="SmallestRatio">Smallest over rounds.</param>
/// <param name="LargestRatio">Largest over rounds.</param>
/// <param name="Rounds">Rounds.</param>
/// <param name="PlannedMb">Memory that the engine plans, 2^20 bytes.</param>
/// <param name="ProcessMb">Largest resident memory of our process less what it held before compilation, 2^20 bytes.</param>
/// <param name="Gflops">Multiply-adds needed, counted twice, a second of ours.</param>
internal sealed record CompareFigure(
    string Config, string Engine, string Precision, double PeerSeconds, double Seconds, double Ratio, double SmallestRatio, double LargestRatio,
    int Rounds, double PlannedMb, double ProcessMb, double Gflops);
