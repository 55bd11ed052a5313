using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>One step of a program in single-assignment form.</summary>
/// <param name="Operation">What is computed.</param>
/// <param name="Arguments">The values it is computed from, as positions in <see cref="Program.Shapes"/>.</param>
/// <param name="Results">The values it defines; -1 for a result that nothing uses.</param>
public sealed record Instruction(Operation Operation, ValueList<int> Arguments, ValueList<int> Results);
