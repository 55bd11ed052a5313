using System.Text.Json;
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The record of a run as a JSON file.</summary>
internal static class RunRecordFile
{
    /// <summary>Writes a record, whole or not at all.</summary>
    public static void Write(RunRecord record, RunFolder run) =>
        AtomicFile.Write(run.Record, stream => JsonSerializer.Serialize(stream, record, RunRecordJson.Default.RunRecord));

    /// <summary>Reads a record.</summary>
    /// <exception cref="StoredFileException">It is missing, damaged, or of a newer version.</exception>
    public static RunRecord Read(RunFolder run)
    {
        if (run.IsFit)
        {
            throw new StoredFileException(new Problem(
                "the run was made by fit, not by train", run.Folder,
                Remedy: $"go on with: {Tool.Name} fit --out {Phrase.Argument(run.Folder)} --resume"));
        }
        return StoredRecord.Read(run, RunRecordJson.Default.RunRecord, r => r.Schema, RunRecord.CurrentSchema, "train");
    }
}
