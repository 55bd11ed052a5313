using System.Globalization;

namespace ProbBnn.Data;

/// <summary>Something about the data that is worth telling and no error; prints as one line.</summary>
public abstract record DataNote
{
    private DataNote()
    {
    }

    /// <summary>Points whose outputs were all blank: left out.</summary>
    /// <param name="Count">How many.</param>
    public sealed record UnobservedPoints(int Count) : DataNote
    {
        /// <inheritdoc/>
        public override string ToString() => Counted(Count, "point without outputs was left out", "points without outputs were left out");
    }

    /// <summary>Tasks without any observed point: left out.</summary>
    /// <param name="Count">How many.</param>
    public sealed record TasksWithoutPoints(int Count) : DataNote
    {
        /// <inheritdoc/>
        public override string ToString() =>
            Counted(Count, "task has no observed point and was left out", "tasks have no observed point and were left out");
    }

    /// <summary>Tasks with a single point, which cannot serve as context and target at once.</summary>
    /// <param name="Count">How many.</param>
    public sealed record OnePointTasks(int Count) : DataNote
    {
        /// <inheritdoc/>
        public override string ToString() => Counted(Count, "task has a single point", "tasks have a single point");
    }

    /// <summary>Rows of the task table that no task of the value files uses.</summary>
    /// <param name="Count">How many.</param>
    public sealed record UnusedTableRows(int Count) : DataNote
    {
        /// <inheritdoc/>
        public override string ToString() => Counted(Count, "row of the task table has no values", "rows of the task table have no values");
    }

    /// <summary>An input that has the same value at every point; it is shifted but not scaled.</summary>
    /// <param name="Name">The input.</param>
    /// <param name="Value">Its value.</param>
    public sealed record ConstantInput(string Name, double Value) : DataNote
    {
        /// <inheritdoc/>
        public override bool IsWarning => true;

        /// <inheritdoc/>
        public override string ToString() => $"the input '{Name}' is {Shown(Value)} at every point and tells nothing";
    }

    /// <summary>An output that has the same value at every point; it is shifted but not scaled.</summary>
    /// <param name="Name">The output.</param>
    /// <param name="Value">Its value.</param>
    public sealed record ConstantOutput(string Name, double Value) : DataNote
    {
        /// <inheritdoc/>
        public override bool IsWarning => true;

        /// <inheritdoc/>
        public override string ToString() => $"the output '{Name}' is {Shown(Value)} at every point: there is nothing to learn";
    }

    /// <summary>Whether the user should be warned rather than informed.</summary>
    public virtual bool IsWarning => false;

    private static string Counted(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Shown(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
