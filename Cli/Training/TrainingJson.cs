using System.Text.Json;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>What training reports, as members of a JSON object.</summary>
internal static class TrainingJson
{
    public static void Write(Utf8JsonWriter json, TrainingProgress progress)
    {
        json.WriteNumber("step", progress.Step);
        json.WriteNumber("objective", progress.Objective);
        json.WriteNumber("kl", progress.Divergence);
        json.WriteNumber("gradient_norm", progress.GradientNorm);
        json.WriteNumber("learning_rate", progress.LearningRate);
        if (progress.Validation is { } point)
        {
            json.WriteNumber("validation_objective", point.Objective);
            if (point.PredictiveLogDensity is { } density)
            {
                json.WriteNumber("validation_log_density", density);
            }
        }
    }
}
