using System.Buffers;
using System.Text;
using System.Text.Json;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The course of a fit, one JSON object a line and a slice of work.</summary>
internal sealed class FitMetrics : IDisposable
{
    private readonly ArrayBufferWriter<byte> line = new();
    private readonly FileStream stream;

    private FitMetrics(FileStream stream) => this.stream = stream;

    /// <summary>Opens the log of a fit that has done some steps; lines of later steps, which will be done again, are dropped.</summary>
    /// <exception cref="DataException">The file cannot be written.</exception>
    public static FitMetrics Open(string path, int stepsDone)
    {
        string[] kept = stepsDone > 0 && File.Exists(path) ? [.. File.ReadLines(path).TakeWhile(text => StepOf(text) <= stepsDone)] : [];
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Select(text => text + "\n")))));
        try
        {
            return new FitMetrics(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, 1 << 14));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(new Problem(
                "cannot be written", path, e.Message.TrimEnd('.'), Remedy: "check permissions and free space"), e);
        }
    }

    /// <summary>The steps of a log with what was maximised; empty where nothing is.</summary>
    public static ValueList<(double Step, double Objective)> Read(string path) => !File.Exists(path) ? [] : File.ReadLines(path)
        .Select(text => JsonElement.Parse(text))
        .Where(element => element.TryGetProperty("objective", out _))
        .Select(element => (element.GetProperty("step").GetDouble(), element.GetProperty("objective").GetDouble())).ToValueList();

    /// <summary>Logs a slice of work.</summary>
    /// <param name="progress">What was done.</param>
    /// <param name="seconds">Time spent so far, over all resumptions.</param>
    public void Write(ConditioningProgress progress, double seconds)
    {
        line.Clear();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            FitJson.Write(json, progress);
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
