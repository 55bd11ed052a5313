namespace ProbBnn.Benchmarks;

/// <summary>Where the time of a step goes.</summary>
/// <param name="Step">The step as a whole.</param>
/// <param name="MillisecondsPerStep">Mean time of the listed operations together.</param>
/// <param name="Operations">Operations, slowest first.</param>
internal sealed record ProfileFigure(StepFigure Step, double MillisecondsPerStep, IReadOnlyList<ProfiledOperation> Operations);
