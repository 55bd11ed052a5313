using System.Text.Json;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Turns what goes wrong while a sound file's header is read into one typed error.</summary>
internal static class Reading
{
    public static T As<T>(string path, string kind, JsonElement header, Func<T> read)
    {
        try
        {
            string? found = header.GetProperty("kind").GetString();
            return found == kind ? read() : throw new StoredFileException(new Problem(
                "the file is of another kind", path, $"a {found}", $"a {kind}", $"give the {kind}.pbnn of a run"));
        }
        catch (Exception e) when (
            e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ModelException or OptionException)
        {
            throw new StoredFileException(new Problem(
                "the file does not read back", path, e.Message, "a file written by this version",
                    "train again, or use the version that wrote it"), e);
        }
    }
}
