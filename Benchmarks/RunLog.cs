using System.Text.Json;
using ProbBnn.Foundation;

namespace ProbBnn.Benchmarks;

/// <summary>
/// The finished runs of a study: a JSON line each in a file, so that a study goes on where it was ended; parts that were run beside each
/// other have a file each.
/// </summary>
/// <typeparam name="TRun">What is known of a run.</typeparam>
internal sealed class RunLog<TRun>
{
    private readonly List<TRun> runs;
    private readonly string? path;

    private RunLog(string? path, List<TRun> runs) => (this.path, this.runs) = (path, runs);

    /// <summary>All runs, in the order of the files and their lines, then as they were made.</summary>
    public IReadOnlyList<TRun> Runs => runs;

    /// <summary>The log of a file, which may not exist yet; without one, runs are kept in memory alone.</summary>
    /// <param name="path">The file, or null.</param>
    /// <exception cref="DataException">A line is no run of this study.</exception>
    public static RunLog<TRun> Open(string? path) => Open(path is null ? [] : [path]);

    /// <summary>The log of several files, any of which may not exist yet; new runs go to the first.</summary>
    /// <param name="paths">The files.</param>
    /// <exception cref="DataException">A line is no run of this study.</exception>
    public static RunLog<TRun> Open(IReadOnlyList<string> paths) =>
        new(paths.Count == 0 ? null : paths[0], [.. paths.Where(File.Exists).SelectMany(Lines)]);

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

    private static IEnumerable<TRun> Lines(string path) => File.ReadLines(path).Select((line, i) =>
    {
        try
        {
            return BenchmarkJson.Read<TRun>(line);
        }
        catch (JsonException exception)
        {
            throw new DataException(new Problem(
                "a line is no finished run of this study", $"{path}, line {i + 1}", exception.Message, "a line that the verb wrote",
                "remove the line; its run will be made again"));
        }
    });
}
