using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The scores of a baseline.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Scores">Its scores [outputs].</param>
internal sealed record PredictorScores(string Name, ValueList<OutputScores> Scores);
