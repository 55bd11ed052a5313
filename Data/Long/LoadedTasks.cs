namespace ProbBnn.Data;

/// <summary>Tasks as read from files, with what was worth telling about the reading.</summary>
/// <param name="Tasks">The tasks, each with at least one point.</param>
/// <param name="Notes">Points and tasks that were left out.</param>
public sealed record LoadedTasks(TaskSet Tasks, DataNotes Notes);
