using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Long CSV files: one row a point, with a task column, input columns and output columns.</summary>
public static partial class LongCsv
{
    /// <summary>The id of the only task of a file without a task column.</summary>
    public const string OnlyTask = "all";

    /// <summary>
    /// Reads tasks. A row whose outputs are all blank is an unobserved point: it is left out and counted. A task without an observed
    /// point is left out and counted.
    /// </summary>
    /// <param name="source">The file and the roles of its columns.</param>
    /// <exception cref="DataException">The file or a cell of it cannot be used; the message names file, row and column.</exception>
    /// <exception cref="OptionException">A column has two roles, or there is no input or output.</exception>
    public static LoadedTasks Read(LongCsvSource source)
    {
        ColumnRoles.Require(source.Inputs, "input");
        ColumnRoles.Require(source.Outputs, "output");
        ColumnRoles.RequireDistinct([source.TaskColumn, source.GroupColumn, .. source.Inputs, .. source.Outputs]);
        using var rows = CsvRows.Open(source.Path);
        var columns = new Columns(rows, source);
        var collector = new TaskCollector(source.Inputs.Count, source.Outputs.Count);
        int unobserved = 0, read = 0;
        for (; rows.Next(); read++)
        {
            unobserved += columns.Collect(rows, collector) ? 0 : 1;
        }
        if (read == 0 && !source.MayBeEmpty)
        {
            throw rows.HeaderOnly();
        }
        if (read == unobserved && !source.MayBeEmpty)
        {
            throw new DataException(new Problem(
                "no row has outputs", source.Path, $"{read} rows with blank outputs", "rows with numbers", "check the output columns"));
        }
        var notes = DataNotes.None
            .AndIf(unobserved, count => new DataNote.UnobservedPoints(count))
            .AndIf(collector.TasksWithoutPoints, count => new DataNote.TasksWithoutPoints(count));
        return new LoadedTasks(new TaskSet(source.Inputs, source.Outputs, collector.Tasks()), notes);
    }

    private sealed class Columns
    {
        private readonly int? task;
        private readonly int? group;
        private readonly int[] inputs;
        private readonly int[] outputs;
        private readonly double[] x;
        private readonly double[] y;
        private readonly string[] cells;

        public Columns(CsvRows rows, LongCsvSource source)
        {
            task = source.TaskColumn is { } taskColumn ? rows.Column(taskColumn, "task") : null;
            group = source.GroupColumn is { } groupColumn ? rows.Column(groupColumn, "group") : null;
            inputs = rows.Columns(source.Inputs, "input");
            outputs = rows.Columns(source.Outputs, "output");
            x = new double[inputs.Length];
            y = new double[outputs.Length];
            cells = new string[outputs.Length];
        }

        /// <summary>Adds the current row to its task; false where its outputs are blank.</summary>
        public bool Collect(CsvRows rows, TaskCollector collector)
        {
            if (!ReadOutputs(rows))
            {
                if (task is { } named && !CsvRows.IsBlank(rows.Text(named)))
                {
                    collector.EntryOf(rows.Text(named));
                }
                return false;
            }
            var entry = collector.EntryOf(task is { } column ? rows.Key(column) : OnlyTask);
            if (group is { } groupColumn && !entry.Join(rows.Key(groupColumn), rows.Row))
            {
                throw rows.Error(
                    groupColumn, $"the task {Quoted.Text(entry.Id)} is in two groups", Quoted.Text(rows.Text(groupColumn)),
                    $"{Quoted.Text(entry.Group!)} as in row {entry.GroupRow}", "give all rows of a task the same group");
            }
            ReadInputs(rows);
            collector.Add(entry, x, y);
            return true;
        }

        /// <summary>Adds the numbers of the current row to lists; false where its outputs are blank.</summary>
        public bool Append(CsvRows rows, List<double> toInputs, List<double> toOutputs)
        {
            if (!ReadOutputs(rows))
            {
                return false;
            }
            ReadInputs(rows);
            toInputs.AddRange(x);
            toOutputs.AddRange(y);
            return true;
        }

        private void ReadInputs(CsvRows rows)
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                x[i] = rows.Number(inputs[i], rows.Text(inputs[i]));
            }
        }

        private bool ReadOutputs(CsvRows rows)
        {
            int blank = 0, lastBlank = 0;
            for (int i = 0; i < outputs.Length; i++)
            {
                cells[i] = rows.Text(outputs[i]);
                if (CsvRows.IsBlank(cells[i]))
                {
                    blank++;
                    lastBlank = outputs[i];
                }
            }
            if (blank == outputs.Length)
            {
                return false;
            }
            if (blank > 0)
            {
                throw rows.Error(
                    lastBlank, "the output is blank while another output of the row is not", null, "all outputs of a point or none",
                    "fill the cell, or blank the row's other outputs");
            }
            for (int i = 0; i < outputs.Length; i++)
            {
                y[i] = rows.Number(outputs[i], cells[i]);
            }
            return true;
        }
    }
}
