namespace ProbBnn.Cli;

/// <summary>What the run of a fit is, as its <c>run.json</c> keeps it.</summary>
internal sealed record FitRecord
{
    /// <summary>The schema of this version.</summary>
    public const string CurrentSchema = "probbnn.fit/1";

    /// <summary>Name and version of this layout.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>Whether it is running, finished, interrupted or failed. One that ended with its time is finished, and can go on.</summary>
    public RunStatus Status { get; init; }

    /// <summary>The arguments, without the tool's name; a fit is resumed by reading them again.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The folder that relative file names start from.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Version of probbnn.</summary>
    public required string Version { get; init; }

    /// <summary>Version of the .NET runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>Operating system and processor.</summary>
    public required string Machine { get; init; }

    /// <summary>The engine, with its precision.</summary>
    public required string Engine { get; init; }

    /// <summary>The number format: double or single.</summary>
    public required string Precision { get; init; }

    /// <summary>Number of threads, or null for one a processor.</summary>
    public int? Threads { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public DateTime Started { get; init; }

    /// <summary>The data.</summary>
    public required DataRecord Data { get; init; }

    /// <summary>The name of the data set: a task of the file, or <c>all</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The share of the points that was held out, or null.</summary>
    public double? HoldOut { get; init; }

    /// <summary>Number of points held out.</summary>
    public int HeldOutPoints { get; init; }

    /// <summary>The seeds of the streams of random numbers, by what they are for.</summary>
    public required IReadOnlyDictionary<string, ulong> Seeds { get; init; }

    /// <summary>The model.</summary>
    public required ModelRecord Model { get; init; }

    /// <summary>The method's name; <c>fit.pbnn</c> holds its options.</summary>
    public required string Inference { get; init; }

    /// <summary>How it fills its time, or null where steps or draws were asked for.</summary>
    public FitPlan? Plan { get; init; }

    /// <summary>What came of it so far.</summary>
    public required FitOutcome Outcome { get; init; }
}
