using ProbBnn.Data;

namespace ProbBnn.Cli;

/// <summary>Where tasks are read from: a closed union.</summary>
internal abstract record DataSource
{
    private DataSource()
    {
    }

    /// <summary>The files, in a fixed order.</summary>
    public abstract IReadOnlyList<string> Files { get; }

    /// <summary>Those of them that hold outputs.</summary>
    public abstract IReadOnlyList<string> OutputFiles { get; }

    /// <summary>The column that names the task.</summary>
    public abstract string? TaskColumn { get; }

    /// <summary>Whether tasks are read with their groups.</summary>
    public abstract string? GroupColumn { get; }

    /// <summary>Reads the tasks.</summary>
    public abstract LoadedTasks Load();

    /// <summary>The same with file names taken from a folder.</summary>
    public abstract DataSource From(string folder);

    /// <summary>One row a point.</summary>
    public sealed record Long(LongCsvSource Source) : DataSource
    {
        public override IReadOnlyList<string> Files => [Source.Path];

        public override IReadOnlyList<string> OutputFiles => Files;

        public override string? TaskColumn => Source.TaskColumn;

        public override string? GroupColumn => Source.GroupColumn;

        public override LoadedTasks Load() => LongCsv.Read(Source);

        public override DataSource From(string folder) => new Long(Source with { Path = Path.Combine(folder, Source.Path) });
    }

    /// <summary>One row a task over a shared grid.</summary>
    public sealed record Wide(WideSource Source) : DataSource
    {
        public override IReadOnlyList<string> Files =>
            [Source.GridPath, .. OutputFiles, .. Source.TaskTable is { } table ? [table] : Array.Empty<string>()];

        public override IReadOnlyList<string> OutputFiles => [.. Source.Values.Select(value => value.Path)];

        public override string? TaskColumn => null;

        public override string? GroupColumn => Source.GroupColumn;

        public override LoadedTasks Load() => WideFiles.Read(Source);

        public override DataSource From(string folder) => new Wide(Source with
        {
            GridPath = Path.Combine(folder, Source.GridPath),
            Values = [.. Source.Values.Select(value => (value.Name, Path.Combine(folder, value.Path)))],
            TaskTable = Source.TaskTable is { } table ? Path.Combine(folder, table) : null,
        });
    }
}
