using System.Text.Json;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Progress of a fit as members of a JSON object.</summary>
internal static class FitJson
{
    /// <summary>Writes them.</summary>
    public static void Write(Utf8JsonWriter json, ConditioningProgress progress)
    {
        json.WriteString("phase", progress.Phase);
        json.WriteNumber("step", progress.Done);
        json.WriteNumber("steps", progress.Steps);
        if (progress.Objective is { } objective && double.IsFinite(objective))
        {
            json.WriteNumber("objective", objective);
        }
    }
}
