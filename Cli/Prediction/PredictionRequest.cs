namespace ProbBnn.Cli;

/// <summary>What is predicted.</summary>
/// <param name="Samples">Weight samples.</param>
/// <param name="Seed">Their seed.</param>
/// <param name="Functions">Number of coherent functions, or 0.</param>
/// <param name="Latent">Whether observation noise is left out.</param>
internal sealed record PredictionRequest(int Samples, ulong Seed, int Functions, bool Latent);
