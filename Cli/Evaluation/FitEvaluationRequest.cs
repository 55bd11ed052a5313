namespace ProbBnn.Cli;

/// <summary>What <c>evaluate</c> is asked for of a fit.</summary>
/// <param name="Run">The folder of a fit, or its file.</param>
/// <param name="Points">A file of further points of the data set that was fitted.</param>
/// <param name="Samples">Weight samples.</param>
/// <param name="Seed">Their seed.</param>
/// <param name="Json">Where JSON goes.</param>
/// <param name="Engine">How to compute.</param>
internal sealed record FitEvaluationRequest(string Run, string Points, int Samples, ulong Seed, JsonTarget Json, EngineChoice Engine);
