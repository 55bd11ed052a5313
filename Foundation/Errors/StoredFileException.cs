namespace ProbBnn.Foundation;

/// <summary>A file written by ProbBnn cannot be read back: corrupt, truncated, of another kind, or from a newer version.</summary>
/// <param name="problem">What happened, where, got, expected, remedy.</param>
/// <param name="inner">The cause, if another exception was it.</param>
public sealed class StoredFileException(Problem problem, Exception? inner = null) : ProbBnnException(problem, inner);
