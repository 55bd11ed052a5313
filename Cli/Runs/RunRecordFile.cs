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
        try
        {
            using var stream = File.OpenRead(run.Record);
            var record = JsonSerializer.Deserialize(stream, RunRecordJson.Default.RunRecord)
                ?? throw new JsonException("the file holds null");
            return record.Schema == RunRecord.CurrentSchema ? record : throw new StoredFileException(new Problem(
                "the record is of another version", run.Record, record.Schema, RunRecord.CurrentSchema,
                "use the version of probbnn that wrote it"));
        }
        catch (JsonException e)
        {
            throw new StoredFileException(new Problem(
                "the record does not read back", run.Record, e.Message, Remedy: "restore it from a copy, or train again"), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string what = e is FileNotFoundException or DirectoryNotFoundException ? "there is no run" : "the record cannot be read";
            throw new StoredFileException(new Problem(what, run.Record, Remedy: "name the folder that train wrote"), e);
        }
    }
}
