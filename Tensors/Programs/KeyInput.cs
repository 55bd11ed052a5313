namespace ProbBnn.Tensors;

/// <summary>Random keys that a program is given at run time.</summary>
/// <param name="Name">The name.</param>
/// <param name="Shape">How many keys, as a shape such as [tasks, samples].</param>
public sealed record KeyInput(string Name, Shape Shape);
