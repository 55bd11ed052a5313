namespace ProbBnn.Tensors;

/// <summary>A named value that goes into or comes out of a program.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value's position in <see cref="Program.Shapes"/>.</param>
public sealed record Binding(string Name, int Value);
