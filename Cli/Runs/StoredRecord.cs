using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Reads the record that a verb keeps of a run.</summary>
internal static class StoredRecord
{
    /// <summary>Reads a record.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="type">How the record reads.</param>
    /// <param name="schemaOf">Its schema.</param>
    /// <param name="schema">The schema of this version.</param>
    /// <param name="verb">The verb that writes such records.</param>
    /// <exception cref="StoredFileException">It is missing, damaged, or of a newer version.</exception>
    public static T Read<T>(RunFolder run, JsonTypeInfo<T> type, Func<T, string> schemaOf, string schema, string verb)
        where T : class
    {
        try
        {
            using var stream = File.OpenRead(run.Record);
            var record = JsonSerializer.Deserialize(stream, type) ?? throw new JsonException("the file holds null");
            return schemaOf(record) == schema ? record : throw new StoredFileException(new Problem(
                "the record is of another version", run.Record, schemaOf(record), schema, "use the version of probbnn that wrote it"));
        }
        catch (JsonException e)
        {
            throw new StoredFileException(new Problem(
                "the record does not read back", run.Record, e.Message, Remedy: $"restore it from a copy, or {verb} again"), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string what = e is FileNotFoundException or DirectoryNotFoundException ? "there is no run" : "the record cannot be read";
            throw new StoredFileException(new Problem(what, run.Record, Remedy: $"name the folder that {verb} wrote"), e);
        }
    }
}
