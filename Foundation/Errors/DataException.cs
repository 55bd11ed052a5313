namespace ProbBnn.Foundation;

/// <summary>Data given by the user cannot be used; the place is a file, row and column, or a task and point.</summary>
/// <param name="problem">What happened, where, got, expected, remedy.</param>
/// <param name="inner">The cause, if another exception was it.</param>
public sealed class DataException(Problem problem, Exception? inner = null) : ProbBnnException(problem, inner);
