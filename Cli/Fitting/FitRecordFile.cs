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
        try
        {
            using var stream = File.OpenRead(run.Record);
            var record = JsonSerializer.Deserialize(stream, FitRecordJson.Default.FitRecord)
                ?? throw new JsonException("the file holds null");
            return record.Schema == FitRecord.CurrentSchema ? record : throw new StoredFileException(new Problem(
                "the record is of another version", run.Record, record.Schema, FitRecord.CurrentSchema,
                "use the version of probbnn that wrote it"));
        }
        catch (JsonException e)
        {
            throw new StoredFileException(new Problem(
                "the record does not read back", run.Record, e.Message, Remedy: "restore it from a copy, or fit again"), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string what = e is FileNotFoundException or DirectoryNotFoundException ? "there is no run" : "the record cannot be read";
            throw new StoredFileException(new Problem(what, run.Record, Remedy: "name the folder that fit wrote"), e);
        }
    }
}
