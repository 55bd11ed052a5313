namespace ProbBnn.Benchmarks;

/// <summary>The gap of a BNNP fitted to the reference set.</summary>
/// <param name="Sigma">Noise standard deviation.</param>
/// <param name="LogMarginalLikelihood">The known answer, nats.</param>
/// <param name="MeanGap">Mean gap over seeds, nats.</param>
/// <param name="Runs">The fits.</param>
internal sealed record FidelityFigure(double Sigma, double LogMarginalLikelihood, double MeanGap, IReadOnlyList<FidelityRun> Runs);
