namespace ProbBnn.Foundation;

/// <summary>The base of every error that ProbBnn raises on purpose; its message is the one line of its <see cref="Problem"/>.</summary>
/// <param name="problem">What happened, where, got, expected, remedy.</param>
/// <param name="inner">The cause, if another exception was it.</param>
public abstract class ProbBnnException(Problem problem, Exception? inner = null) : Exception(problem.ToString(), inner)
{
    /// <summary>What happened, where, got, expected, remedy.</summary>
    public Problem Problem { get; } = problem;
}
