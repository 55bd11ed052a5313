using System.Text.Json;
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The record of a fit as a JSON file.</summary>
internal static class FitRecordFile
{
    /// <summary>Writes a record, whole or not at all.</summary>
    public static void Write(FitRecord record, RunFolder run) =>
        AtomicFile.Write(run.Record, stream => JsonSerializer.Serialize(stream, record, FitRecordJson.Default.FitRecord));

    /// <summary>Reads a record.</summary>
    /// <exception cref="StoredFileException">It is missing, damaged, of a newer version, or that of a run of train.</exception>
    public static FitRecord Read(RunFolder run)
    {
        if (File.Exists(run.Checkpoint) && !run.IsFit)
        {
            throw new StoredFileException(new Problem(
                "the run was made by train, not by fit", run.Folder,
                Remedy: $"go on with: {Tool.Name} train --out {Phrase.Argument(run.Folder)} --resume"));
        }
        return StoredRecord.Read(run, FitRecordJson.Default.FitRecord, r => r.Schema, FitRecord.CurrentSchema, "fit");
    }
}
