using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>
/// Wide files: tasks over a shared grid of points. The first column of every file is an index (the point, the task) and no input.
/// </summary>
/// <param name="GridPath">The grid: one row a point, its index and then its inputs.</param>
/// <param name="Values">One file for each output, by name: one row a task, its id and then one value for each row of the grid.</param>
/// <param name="TaskTable">A file with one row a task: its id and then columns that say where it comes from; or null.</param>
/// <param name="Where">A column of the task table and the text it must hold: only such tasks are read; or null for all.</param>
/// <param name="GroupColumn">The column of the task table that names a task's group; or null.</param>
/// <param name="Inputs">The columns of the grid to use as inputs, in order; none for all of them.</param>
public sealed record WideSource(
    string GridPath,
    ValueList<(string Name, string Path)> Values,
    string? TaskTable = null,
    (string Column, string Value)? Where = null,
    string? GroupColumn = null,
    ValueList<string> Inputs = default);
