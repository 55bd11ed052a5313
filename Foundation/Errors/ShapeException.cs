namespace ProbBnn.Foundation;

/// <summary>Tensors of these shapes cannot be combined; raised when an expression is built.</summary>
/// <param name="problem">What happened, where, got, expected, remedy.</param>
/// <param name="inner">The cause, if another exception was it.</param>
public sealed class ShapeException(Problem problem, Exception? inner = null) : ProbBnnException(problem, inner);
