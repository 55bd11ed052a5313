namespace ProbBnn.Foundation;

/// <summary>The native library of an engine is missing or does not fit, or has no such device; the place is where it was looked for.</summary>
/// <param name="problem">What happened, where, got, expected, remedy.</param>
/// <param name="inner">The cause, if another exception was it.</param>
public sealed class EngineLibraryException(Problem problem, Exception? inner = null) : ProbBnnException(problem, inner);
