using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The result of an evaluation.</summary>
/// <param name="Tasks">Number of tasks scored.</param>
/// <param name="TargetPoints">Number of target points of all of them.</param>
/// <param name="ContextFraction">The share of points given, or null where a file of splits said which.</param>
/// <param name="Samples">Weight samples.</param>
/// <param name="Seed">The seed of splits and samples.</param>
/// <param name="Scores">The process's scores [outputs].</param>
/// <param name="Baselines">The scores of baselines; may be empty.</param>
internal sealed record EvaluationDocument(
    int Tasks, int TargetPoints, double? ContextFraction, int Samples, ulong Seed, ValueList<OutputScores> Scores,
    ValueList<PredictorScores> Baselines);
