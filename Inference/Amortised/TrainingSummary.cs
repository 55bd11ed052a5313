namespace ProbBnn.Inference;

/// <summary>How a process's parameters came about.</summary>
/// <param name="Objective">The objective's name.</param>
/// <param name="Samples">Weight samples of the objective.</param>
/// <param name="Steps">Training steps done.</param>
/// <param name="Seed">The seed of training.</param>
/// <param name="Engine">The engine, with its precision.</param>
public sealed record TrainingSummary(string Objective, int Samples, int Steps, ulong Seed, string Engine);
