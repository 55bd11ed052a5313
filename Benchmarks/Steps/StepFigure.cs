namespace ProbBnn.Benchmarks;

/// <summary>One timed run of training steps.</summary>
/// <param name="Config">Name of the configuration.</param>
/// <param name="Engine">The engine, with its precision.</param>
/// <param name="Captured">Whether its runs replay a captured graph; null for an engine that captures none.</param>
/// <param name="Precision">double or single.</param>
/// <param name="Threads">Threads.</param>
/// <param name="SecondsPerStep">Median over the timed steps.</param>
/// <param name="FastestStep">Shortest timed step, seconds.</param>
/// <param name="Steps">Timed steps.</param>
/// <param name="PlannedMb">Memory planned before the run, of the engine and outside it, 2^20 bytes.</param>
/// <param name="ProcessMb">
/// Largest resident memory of the process less what it held before compilation, when a small network had been trained, 2^20 bytes.
/// </param>
/// <param name="MultiplyAddsPerStep">
/// Multiply-adds that the cheaper exact form of every posterior needs, and the networks; mean over the timed steps.
/// </param>
/// <param name="Gflops">Those multiply-adds, counted twice, over the median step.</param>
/// <param name="AllocatedBytesPerStep">Managed bytes allocated by the calling thread.</param>
/// <param name="FirstObjective">Objective of the first step, nats a task.</param>
/// <param name="LastObjective">Objective of the last step.</param>
internal sealed record StepFigure(
    string Config, string Engine, string? Captured, string Precision, int Threads, double SecondsPerStep, double FastestStep, int Steps,
    double PlannedMb, double ProcessMb, long MultiplyAddsPerStep, double Gflops, long AllocatedBytesPerStep, double FirstObjective, double LastObjective);
