namespace ProbBnn.Inference;

/// <summary>Where a minimisation ended.</summary>
/// <param name="Point">The lowest point found.</param>
/// <param name="Value">The value there; plus infinity if not even the start was allowed.</param>
/// <param name="Iterations">Number of steps taken.</param>
/// <param name="Converged">Whether it ended because nothing more was to be gained, not for lack of steps.</param>
internal sealed record Minimum(double[] Point, double Value, int Iterations, bool Converged);
