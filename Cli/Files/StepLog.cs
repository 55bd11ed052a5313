using System.Buffers;
using System.Text;
using System.Text.Json;
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>A file of JSON objects, one a line, each with a member <c>step</c>, that goes on where work was interrupted.</summary>
internal sealed class StepLog : IDisposable
{
    private readonly ArrayBufferWriter<byte> line = new();
    private readonly FileStream stream;

    private StepLog(FileStream stream) => this.stream = stream;

    /// <summary>Opens the log of work that has done some steps; lines of later steps, which will be done again, are dropped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stepsDone">Steps done.</param>
    /// <exception cref="DataException">The file cannot be written.</exception>
    public static StepLog Open(string path, int stepsDone)
    {
        string[] kept = stepsDone > 0 && File.Exists(path) ? [.. File.ReadLines(path).TakeWhile(text => StepOf(text) <= stepsDone)] : [];
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Select(text => text + "\n")))));
        try
        {
            return new StepLog(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, 1 << 14));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(new Problem(
                "cannot be written", path, e.Message.TrimEnd('.'), Remedy: "check permissions and free space"), e);
        }
    }

    /// <summary>Logs an object.</summary>
    /// <param name="members">Writes its members.</param>
    /// <param name="seconds">Time spent so far, over all resumptions; its last member.</param>
    public void Write(Action<Utf8JsonWriter> members, double seconds)
    {
        line.Clear();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            members(json);
            json.WriteNumber("seconds", Math.Round(seconds, 3));
            json.WriteEndObject();
        }
        stream.Write(line.WrittenSpan);
        stream.Write("\n"u8);
    }

    /// <summary>Hands what was logged to the file system.</summary>
    public void Flush() => stream.Flush();

    public void Dispose() => stream.Dispose();

    private static int StepOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetProperty("step").GetInt32();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return int.MaxValue;
        }
    }
}
