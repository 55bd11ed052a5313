namespace ProbBnn.Foundation;

/// <summary>A computation met a value that is not finite, or a matrix that is not positive definite; the place is the name of the quantity.</summary>
/// <param name="problem">What happened, where, got, expected, remedy.</param>
/// <param name="inner">The cause, if another exception was it.</param>
public sealed class NumericalException(Problem problem, Exception? inner = null) : ProbBnnException(problem, inner);
