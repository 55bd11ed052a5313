namespace ProbBnn.Benchmarks;

/// <summary>The finished runs of a study: a JSON line each in a file, so that a study goes on where it was ended.</summary>
/// <typeparam name="TRun">What is known of a run.</typeparam>
internal sealed class RunLog<TRun>
{
    private readonly List<TRun> runs;
    private readonly string? path;

    private RunLog(string? path, List<TRun> runs) => (this.path, this.runs) = (path, runs);

    /// <summary>All runs, in the order they were made.</summary>
    public IReadOnlyList<TRun> Runs => runs;

    /// <summary>The log of a file, which may not exist yet; without one, runs are kept in memory alone.</summary>
    /// <param name="path">The file, or null.</param>
    public static RunLog<TRun> Open(string? path) =>
        new(path, path is not null && File.Exists(path) ? [.. File.ReadAllLines(path).Select(BenchmarkJson.Read<TRun>)] : []);

    /// <summary>Makes a run unless it has been made, and tells of it on standard error.</summary>
    /// <param name="isDone">Whether a run is the one that is wanted.</param>
    /// <param name="make">Makes it.</param>
    public void Ensure(Func<TRun, bool> isDone, Func<TRun> make)
    {
        if (runs.Any(isDone))
        {
            return;
        }
        var run = make();
        runs.Add(run);
        string line = BenchmarkJson.Line(run);
        Console.Error.WriteLine(line);
        if (path is not null)
        {
            File.AppendAllLines(path, [line]);
        }
    }
}
