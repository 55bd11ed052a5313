using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The tasks that a run was trained on, read again.</summary>
internal static class TrainingTasksOfRun
{
    /// <summary>Reads them from the files of the run.</summary>
    /// <param name="run">A run's folder or process file.</param>
    /// <exception cref="StoredFileException">There is no record of the run.</exception>
    /// <exception cref="DataException">The files are not there any more, or others.</exception>
    public static TaskSet Load(string run)
    {
        var folder = RunFolder.Around(run) ?? throw new StoredFileException(new Problem(
            "there is no record of the run", run, "no run.json beside the process",
            Remedy: "baselines need the folder of the run: name it with --run"));
        var record = RunRecordFile.Read(folder);
        var data = RecordedCommand.Read(record, folder).Request.Data;
        SameFiles.Require(record.Data, data.Files);
        var tasks = data.Load().Tasks;
        return tasks.Select(TaskIdFile.Read(folder.TrainingTasks, tasks));
    }
}
