using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>Goes on with a run.</summary>
internal static class ResumedRun
{
    /// <summary>Reads the checkpoint and the data again; the data must be the very same.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="record">Its record.</param>
    /// <param name="data">Where its data lie now.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="host">Receives warnings.</param>
    /// <exception cref="DataException">The data are not those of the run.</exception>
    /// <exception cref="StoredFileException">The checkpoint cannot be used.</exception>
    public static PreparedRun Prepare(RunFolder run, RunRecord record, DataSource data, IEngine engine, ToolHost host)
    {
        var state = CheckpointFile.Load(run.Checkpoint);
        SameFiles.Require(record.Data, data.Files);
        var tasks = data.Load().Tasks;
        RunColumns.Require(state.Frame, tasks, run.Folder);
        var training = Listed(run.TrainingTasks, record.Split.TrainingTasks, tasks);
        var heldOut = Listed(run.HeldOutTasks, record.Split.HeldOutTasks, tasks);
        if (record.Engine != engine.Name || record.Version != ToolVersion.Text)
        {
            host.Warn($"the run was begun with {record.Engine} of version {record.Version} and goes on with {engine.Name} of version "
                + $"{ToolVersion.Text}: the result may differ in its last digits from an uninterrupted run's");
        }
        return new PreparedRun(run, record, engine, Trainer.Restore(engine, training, state), training, heldOut, () => { });
    }

    private static TaskSet Listed(string list, int count, TaskSet tasks)
    {
        var listed = tasks.Select(count > 0 ? TaskIdFile.Read(list, tasks) : []);
        return listed.Count == count ? listed : throw new DataException(new Problem(
            "the list is not the one that the run was begun with", list, Phrase.Count(listed.Count, "task"), Phrase.Count(count, "task"),
            "restore it from a copy, or begin a new run with --from"));
    }
}
