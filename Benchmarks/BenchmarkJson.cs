using System.Text.Json;

namespace ProbBnn.Benchmarks;

/// <summary>How a verb prints its figures: one JSON document, snake case.</summary>
internal static class BenchmarkJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    /// <summary>A record, or a list of records, as JSON.</summary>
    public static string Write<T>(T figures) => JsonSerializer.Serialize(figures, Options);

    /// <summary>A record from what <see cref="Line"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(string line) => JsonSerializer.Deserialize<T>(line, Options) ?? throw new JsonException("null is no record");

    /// <summary>A record on one line.</summary>
    public static string Line<T>(T figure) => JsonSerializer.Serialize(figure, OneLine);
}
