namespace ProbBnn.Foundation;

/// <summary>A model description is wrong; the place is a path in the model such as <c>layers[1].prior</c>.</summary>
/// <param name="problem">What happened, where, got, expected, remedy.</param>
/// <param name="inner">The cause, if another exception was it.</param>
public sealed class ModelException(Problem problem, Exception? inner = null) : ProbBnnException(problem, inner);
