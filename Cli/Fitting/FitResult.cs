using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>What came of doing a fit.</summary>
/// <param name="Code">How the tool ends: success, or interrupted.</param>
/// <param name="Posterior">The posterior, or null where it was interrupted.</param>
/// <param name="Diagnosis">How far it can be believed, or null where that was not found out.</param>
/// <param name="Seconds">Time spent on the fit, over all resumptions.</param>
internal sealed record FitResult(int Code, Posterior? Posterior, FitDiagnosis? Diagnosis, double Seconds);
