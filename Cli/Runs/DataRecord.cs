namespace ProbBnn.Cli;

/// <summary>The data of a run.</summary>
/// <param name="Files">Files with their content hashes.</param>
/// <param name="Inputs">Names of the inputs.</param>
/// <param name="Outputs">Names of the outputs.</param>
/// <param name="TaskColumn">The task column of a long file; null for wide files.</param>
/// <param name="GroupColumn">The group column, or null.</param>
/// <param name="Tasks">Number of tasks read.</param>
/// <param name="Points">Number of points read.</param>
/// <param name="Notes">What was worth telling about the reading.</param>
internal sealed record DataRecord(
    IReadOnlyList<FileRecord> Files, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, string? TaskColumn, string? GroupColumn,
    int Tasks, int Points, IReadOnlyList<string> Notes);
