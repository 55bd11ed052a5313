using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The course of one training run.</summary>
/// <param name="Name">What was trained, in a few words.</param>
/// <param name="Tone">Its ink.</param>
/// <param name="Steps">The steps at which the objective was recorded, [records].</param>
/// <param name="Objective">The training objective there, higher is better, [records].</param>
/// <param name="ValidationSteps">The steps at which the validation tasks were scored, [scores].</param>
/// <param name="ValidationScores">The score there, higher is better, [scores].</param>
/// <param name="BestStep">The step whose state was kept, or null where none was chosen.</param>
public sealed record TrainingCurve(string Name, Tone Tone, ValueList<double> Steps, ValueList<double> Objective,
    ValueList<double> ValidationSteps, ValueList<double> ValidationScores, double? BestStep);
