using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The folder of a run and what lies in it.</summary>
/// <param name="Folder">The folder.</param>
public sealed record RunFolder(string Folder)
{
    /// <summary>The trained process; loadable alone.</summary>
    public string Process => Path.Combine(Folder, "process.pbnn");

    /// <summary>The state of training, to go on from.</summary>
    public string Checkpoint => Path.Combine(Folder, "checkpoint.pbnn");

    /// <summary>The state of the fit of one data set: its data, its posterior, and where it goes on from.</summary>
    public string Fit => Path.Combine(Folder, "fit.pbnn");

    /// <summary>Whether the folder is that of a fit.</summary>
    public bool IsFit => File.Exists(Fit);

    /// <summary>What was measured during training, one JSON object a line.</summary>
    public string Metrics => Path.Combine(Folder, "metrics.jsonl");

    /// <summary>What the run is: command, data, seeds, versions.</summary>
    public string Record => Path.Combine(Folder, "run.json");

    /// <summary>The report for people.</summary>
    public string Report => Path.Combine(Folder, "report.html");

    /// <summary>The tasks trained on.</summary>
    public string TrainingTasks => Path.Combine(Folder, "training.csv");

    /// <summary>The tasks held out; only where some were.</summary>
    public string HeldOutTasks => Path.Combine(Folder, "holdout.csv");

    /// <summary>All of them, whether or not they exist.</summary>
    public IReadOnlyList<string> Files => [Process, Checkpoint, Fit, Metrics, Record, Report, TrainingTasks, HeldOutTasks];

    /// <summary>The files that belong to what a command calls a run; to a fit also the data that it was made from.</summary>
    /// <param name="run">A folder or a .pbnn file.</param>
    public static IReadOnlyList<string> FilesOf(string run) => Around(run) is { } folder ? [.. folder.Files, .. folder.DataFiles()] : [run];

    private IEnumerable<string> DataFiles() => IsFit && File.Exists(Record) ? FitRecordFile.Read(this).Data.Files.Select(file => file.Path) : [];

    /// <summary>The process of a run, named by its folder or by the process file itself.</summary>
    /// <param name="run">A folder or a .pbnn file.</param>
    /// <exception cref="StoredFileException">It does not exist, or the run has no process yet.</exception>
    public static string ProcessOf(string run)
    {
        var folder = new RunFolder(run);
        if (!Directory.Exists(run))
        {
            return run;
        }
        if (folder.IsFit)
        {
            throw new StoredFileException(new Problem(
                "the run was made by fit, not by train", run, "the fit of one data set", "a process that was learned from many tasks",
                "name the folder that train wrote"));
        }
        return File.Exists(folder.Process) ? folder.Process : throw new StoredFileException(File.Exists(folder.Checkpoint)
            ? new Problem("the run is not finished", run, "a checkpoint but no process.pbnn",
                Remedy: $"finish it with {Tool.Name} train --out {Phrase.Argument(run)} --resume")
            : new Problem(
                "is not the folder of a run", run, "no process.pbnn in it", Remedy: "name the folder that train wrote, or a .pbnn file"));
    }

    /// <summary>The run that a folder or a process file in it belongs to, or null where there is no record of one.</summary>
    /// <param name="run">A folder or a .pbnn file.</param>
    public static RunFolder? Around(string run)
    {
        var folder = new RunFolder(Directory.Exists(run) ? run : Path.GetDirectoryName(Path.GetFullPath(run)) ?? ".");
        bool named = Directory.Exists(run)
            || new[] { folder.Process, folder.Fit }.Any(file => Path.GetFileName(file) == Path.GetFileName(run));
        return named && File.Exists(folder.Record) ? folder : null;
    }

    /// <summary>Makes the folder of a new run.</summary>
    /// <param name="folder">The folder, which must not exist, or be empty.</param>
    /// <returns>The run, and what takes away again all that was made, for a run that does not come to its start.</returns>
    /// <exception cref="OptionException">Something is there already.</exception>
    /// <exception cref="DataException">It cannot be made.</exception>
    public static (RunFolder Run, Action Undo) Create(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            string found = File.Exists(folder) ? "a file"
                : File.Exists(new RunFolder(folder).Record) ? "a run" : "a folder with files in it";
            throw new OptionException(new Problem("exists already", folder, found, Remedy: "go on with --resume, or name another --out"));
        }
        var run = new RunFolder(folder);
        string full = Path.GetFullPath(folder);
        string? made = Directory.Exists(full) ? null : full;
        while (made is not null && Path.GetDirectoryName(made) is { } above && !Directory.Exists(above))
        {
            made = above;
        }
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(new Problem(
                "the folder cannot be made", folder, e.Message.TrimEnd('.'),
                Remedy: "check the path and its permissions, or name another --out"), e);
        }
        void Undo()
        {
            if (made is not null)
            {
                Directory.Delete(made, recursive: true);
                return;
            }
            foreach (string file in Directory.EnumerateFiles(full))
            {
                File.Delete(file);
            }
        }
        try
        {
            OutputFile.RequireWritable(run.Record);
        }
        catch (DataException)
        {
            Undo();
            throw;
        }
        return (run, Undo);
    }
}
