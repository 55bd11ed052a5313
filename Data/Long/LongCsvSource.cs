using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>A long CSV file: one row a point. Rows of a task need not be adjacent; their order is the order of its points.</summary>
/// <param name="Path">The file, plain or gzip.</param>
/// <param name="TaskColumn">The column that names the task, or null where the file is one task, which is then called "all".</param>
/// <param name="Inputs">The input columns, at least one.</param>
/// <param name="Outputs">The output columns, at least one.</param>
/// <param name="GroupColumn">The column that names the group of the row's task, or null.</param>
/// <param name="MayBeEmpty">Whether a file without observed points gives an empty set (an empty context) instead of an error.</param>
public sealed record LongCsvSource(
    string Path, string? TaskColumn, ValueList<string> Inputs, ValueList<string> Outputs, string? GroupColumn = null,
    bool MayBeEmpty = false);
