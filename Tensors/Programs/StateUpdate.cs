namespace ProbBnn.Tensors;

/// <summary>An input that a program replaces by a value it computed, once everything else is computed.</summary>
/// <param name="Input">Position among <see cref="Program.Inputs"/>.</param>
/// <param name="Value">The new value's position in <see cref="Program.Shapes"/>.</param>
public sealed record StateUpdate(int Input, int Value);
