using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The tasks of a run, read again.</summary>
internal static class TasksOfRun
{
    /// <summary>Reads the tasks that a run was trained on from its files.</summary>
    /// <param name="run">A run's folder or process file.</param>
    /// <exception cref="StoredFileException">There is no record of the run.</exception>
    /// <exception cref="DataException">The files are not there any more, or others.</exception>
    public static TaskSet Trained(string run)
    {
        var (folder, tasks) = All(run);
        return tasks.Select(TaskIdFile.Read(folder.TrainingTasks, tasks));
    }

    /// <summary>Reads the tasks that a run held out, or where it held none out those that it was trained on.</summary>
    /// <param name="run">A run's folder or process file.</param>
    /// <exception cref="StoredFileException">There is no record of the run.</exception>
    /// <exception cref="DataException">The files are not there any more, or others.</exception>
    public static (TaskSet Tasks, bool AreHeldOut) ToCheck(string run)
    {
        var (folder, tasks) = All(run);
        bool heldOut = File.Exists(folder.HeldOutTasks);
        return (tasks.Select(TaskIdFile.Read(heldOut ? folder.HeldOutTasks : folder.TrainingTasks, tasks)), heldOut);
    }

    private static (RunFolder Folder, TaskSet Tasks) All(string run)
    {
        var folder = RunFolder.Around(run) ?? throw new StoredFileException(new Problem(
            "there is no record of the run", run, "no run.json beside the process",
            Remedy: "its tasks are found from the folder of the run: name it with --run"));
        var record = RunRecordFile.Read(folder);
        var data = RecordedCommand.Read(record, folder).Request.Data;
        SameFiles.Require(record.Data, data.Files);
        return (folder, data.Load().Tasks);
    }
}
