using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The posterior that a trained process gives of one task, checked.</summary>
/// <param name="Id">The task's name.</param>
/// <param name="Points">Number of its points, all of them context.</param>
/// <param name="Bound">The evidence lower bound, in nats in scaled units.</param>
/// <param name="Weights">Importance weights of draws.</param>
internal sealed record DiagnosedTask(string Id, int Points, EvidenceLowerBound Bound, ParetoSmoothedWeights Weights);
