using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>What came of the demo; a function of its settings and the engine.</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Scores">Scores on the unseen tasks; the first is the model with the learned prior.</param>
/// <param name="Training">The course of training; the first is the model with the learned prior.</param>
/// <param name="PriorBefore">Functions of the prior before learning.</param>
/// <param name="PriorAfter">The same draws after learning.</param>
/// <param name="Source">Functions of the family itself.</param>
/// <param name="Predictions">Predictions of unseen tasks, row by row: a row a task, a column a number of points given.</param>
/// <param name="Calibration">Calibration of the model with the learned prior on the unseen tasks.</param>
/// <param name="Noise">The noise standard deviation that was learned with the prior, in the data's units.</param>
public sealed record DemoResult(
    DemoSettings Settings, ValueList<ModelScore> Scores, ValueList<TrainingCurve> Training, SampledFunctions PriorBefore,
    SampledFunctions PriorAfter, SampledFunctions Source, ValueList<FunctionPrediction> Predictions, Calibration Calibration,
    double Noise);
