using ProbBnn.Data;

namespace ProbBnn.Cli;

/// <summary>What a run knows of the tasks of some data; nothing where they are not the data of the run.</summary>
/// <param name="Trained">Ids of the tasks that it was trained on.</param>
/// <param name="HeldOut">Ids of the tasks that it held out.</param>
internal sealed record KnownTasks(IReadOnlySet<string> Trained, IReadOnlySet<string> HeldOut)
{
    private static KnownTasks None { get; } = new(new HashSet<string>(), new HashSet<string>());

    /// <summary>What a run knows. Data are those of the run where a file of theirs that holds outputs has the same content.</summary>
    /// <param name="run">A run's folder or process file.</param>
    /// <param name="data">The data.</param>
    public static KnownTasks Of(string run, DataSource data)
    {
        if (RunFolder.Around(run) is not { } folder)
        {
            return None;
        }
        var hashes = RunRecordFile.Read(folder).Data.Files.Select(file => file.Sha256).ToHashSet();
        return data.OutputFiles.Any(file => hashes.Contains(DataHash.OfFile(file)))
            ? new KnownTasks(Ids(folder.TrainingTasks), Ids(folder.HeldOutTasks))
            : None;
    }

    private static HashSet<string> Ids(string path) => File.Exists(path) ? [.. TaskIdFile.ReadIds(path)] : [];
}
