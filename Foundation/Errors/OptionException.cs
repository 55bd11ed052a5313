namespace ProbBnn.Foundation;

/// <summary>An option is outside its range, or options contradict each other; the place is the option's name.</summary>
/// <param name="problem">What happened, where, got, expected, remedy.</param>
/// <param name="inner">The cause, if another exception was it.</param>
public sealed class OptionException(Problem problem, Exception? inner = null) : ProbBnnException(problem, inner);
