namespace ProbBnn.Inference;

/// <summary>Predictions of similar probability, and what came of them.</summary>
/// <param name="Count">Number of predictions, at least 1.</param>
/// <param name="MeanProbability">Mean predicted probability of the label 1.</param>
/// <param name="Share">Share of labels that are 1.</param>
public sealed record ReliabilityBin(int Count, double MeanProbability, double Share);
