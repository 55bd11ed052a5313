using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli.Reports;

/// <summary>What the page of the demo shows.</summary>
/// <param name="TrainingTasks">How many tasks the prior was learned from.</param>
/// <param name="TestTasks">How many unseen tasks the scores are taken over.</param>
/// <param name="FamilyName">What the tasks are, in the plural, such as "noisy sawtooth curves".</param>
/// <param name="InputLabel">The name of the input.</param>
/// <param name="ObjectiveName">The training objective with its unit.</param>
/// <param name="ValidationName">The score of the validation tasks with its unit.</param>
/// <param name="Scores">The scores; the first is the model with the learned prior.</param>
/// <param name="Training">The training runs; the first is the model with the learned prior.</param>
/// <param name="PriorBefore">Functions of the prior before learning.</param>
/// <param name="PriorAfter">Functions of the prior after learning.</param>
/// <param name="Source">Functions of the family itself.</param>
/// <param name="Predictions">Predictions on unseen tasks, row by row: a row a task, a column a number of points given.</param>
/// <param name="PredictionColumns">How many predictions make a row, 1 to 4.</param>
/// <param name="Calibration">Calibration of the model with the learned prior on the unseen tasks.</param>
/// <param name="Settings">The settings of the run.</param>
/// <param name="Provenance">How the page came about.</param>
public sealed record DemoReportData(int TrainingTasks, int TestTasks, string FamilyName, string InputLabel, string ObjectiveName,
    string ValidationName,
    ValueList<ModelScore> Scores, ValueList<TrainingCurve> Training, SampledFunctions PriorBefore, SampledFunctions PriorAfter,
    SampledFunctions Source, ValueList<FunctionPrediction> Predictions, int PredictionColumns, Calibration Calibration,
    ValueList<Fact> Settings, Provenance Provenance);
