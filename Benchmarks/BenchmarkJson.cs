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

    /// <summary>A record, or a list of records, as JSON.</summary>
    public static string Write<T>(T figures) => JsonSerializer.Serialize(figures, Options);
}
