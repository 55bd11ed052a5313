namespace ProbBnn.Foundation;

/// <summary>An engine could not compute, because its device has no memory left or failed; the place is the operation.</summary>
/// <param name="problem">What happened, where, got, expected, remedy.</param>
/// <param name="inner">The cause, if another exception was it.</param>
public sealed class EngineException(Problem problem, Exception? inner = null) : ProbBnnException(problem, inner);
