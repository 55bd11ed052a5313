using System.Text.Json;
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The folder of a comparison: its record, its results, its report, and a fit for each method.</summary>
/// <param name="Folder">The folder.</param>
internal sealed record CompareFolder(string Folder)
{
    /// <summary>What the comparison is.</summary>
    public string Record => Path.Combine(Folder, "compare.json");

    /// <summary>What came of it.</summary>
    public string Results => Path.Combine(Folder, "results.json");

    /// <summary>The report for people.</summary>
    public string Report => Path.Combine(Folder, "report.html");

    /// <summary>Makes the folder of a new comparison.</summary>
    /// <returns>The folder, and what takes it away again.</returns>
    /// <exception cref="OptionException">Something is there already.</exception>
    public static (CompareFolder Folder, Action Undo) Create(string folder, IReadOnlyList<string> command)
    {
        var (_, undo) = RunFolder.Create(folder);
        var made = new CompareFolder(folder);
        var record = new CompareRecord(CompareRecord.CurrentSchema, command, Environment.CurrentDirectory, ToolVersion.Text);
        AtomicFile.Write(made.Record, stream => JsonSerializer.Serialize(stream, record, CompareRecordJson.Default.CompareRecord));
        return (made, undo);
    }

    /// <summary>Reads the record.</summary>
    /// <exception cref="StoredFileException">It is missing, damaged, or of a newer version.</exception>
    public CompareRecord Read()
    {
        try
        {
            using var stream = File.OpenRead(Record);
            var record = JsonSerializer.Deserialize(stream, CompareRecordJson.Default.CompareRecord)
                ?? throw new JsonException("the file holds null");
            return record.Schema == CompareRecord.CurrentSchema ? record : throw new StoredFileException(new Problem(
                "the record is of another version", Record, record.Schema, CompareRecord.CurrentSchema,
                "use the version of probbnn that wrote it"));
        }
        catch (JsonException e)
        {
            throw new StoredFileException(new Problem(
                "the record does not read back", Record, e.Message, Remedy: "restore it from a copy, or compare again"), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string what = e is FileNotFoundException or DirectoryNotFoundException ? "there is no comparison" : "the record cannot be read";
            throw new StoredFileException(new Problem(what, Record, Remedy: "name the folder that compare wrote"), e);
        }
    }
}
