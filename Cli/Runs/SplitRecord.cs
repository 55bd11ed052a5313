namespace ProbBnn.Cli;

/// <summary>Which tasks were trained on and which were held out.</summary>
/// <param name="HoldOut">The share asked for, or null.</param>
/// <param name="By">What was kept together: task or group.</param>
/// <param name="TrainingTasks">Number of tasks trained on, validation tasks included; <c>training.csv</c> lists them.</param>
/// <param name="HeldOutTasks">Number of tasks held out; <c>holdout.csv</c> lists them.</param>
internal sealed record SplitRecord(double? HoldOut, string By, int TrainingTasks, int HeldOutTasks);
