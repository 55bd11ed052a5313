using System.Text.Json;

namespace ProbBnn.Inference;

/// <summary>Samplers as JSON, written and read side by side.</summary>
internal static class SamplingJson
{
    public static void Write(Utf8JsonWriter json, MarkovChains chains)
    {
        var run = chains.Run;
        json.WriteNumber("warmUp", run.WarmUp);
        json.WriteNumber("draws", run.Draws);
        json.WriteNumber("thinning", run.Thinning);
        json.WriteNumber("largestEnergyError", run.LargestEnergyError);
        json.WriteNumber("groupSize", run.GroupSize);
        json.WriteString("metric", run.Metric switch
        {
            Metric.Unit => "unit",
            Metric.Diagonal => "diagonal",
            Metric.Dense => "dense",
            _ => throw new InvalidOperationException($"{run.Metric} is not a metric."),
        });
        switch (run.StepSize)
        {
            case StepSize.Fixed step:
                json.WriteNumber("stepSize", step.Value);
                break;
            case StepSize.Adapted adapted:
                json.WriteNumber("firstStepSize", adapted.First);
                if (adapted.Acceptance is { } acceptance)
                {
                    json.WriteNumber("acceptance", acceptance);
                }
                break;
            default:
                throw new InvalidOperationException($"{run.StepSize} is not a step size.");
        }
        switch (chains)
        {
            case Nuts nuts:
                json.WriteNumber("maxTreeDepth", nuts.MaxTreeDepth);
                break;
            case Hmc hmc:
                WritePath(json, hmc.Path);
                json.WriteNumber("jitter", hmc.Jitter);
                break;
            case Langevin:
                break;
            default:
                throw new InvalidOperationException($"{chains} is not a sampler.");
        }
    }

    public static MarkovChains Read(JsonElement json)
    {
        var run = new HamiltonianOptions
        {
            WarmUp = json.GetProperty("warmUp").GetInt32(),
            Draws = json.GetProperty("draws").GetInt32(),
            Thinning = json.GetProperty("thinning").GetInt32(),
            LargestEnergyError = json.GetProperty("largestEnergyError").GetDouble(),
            GroupSize = json.GetProperty("groupSize").GetInt32(),
            Metric = json.GetProperty("metric").GetString() switch
            {
                "unit" => new Metric.Unit(),
                "diagonal" => new Metric.Diagonal(),
                "dense" => new Metric.Dense(),
                var other => throw new JsonException($"'{other}' is not a metric."),
            },
            StepSize = json.TryGetProperty("stepSize", out var step)
                ? new StepSize.Fixed(step.GetDouble())
                : new StepSize.Adapted(
                    json.TryGetProperty("acceptance", out var acceptance) ? acceptance.GetDouble() : null,
                    json.GetProperty("firstStepSize").GetDouble()),
        };
        MarkovChains chains = json.GetProperty("name").GetString() switch
        {
            "nuts" => new Nuts { MaxTreeDepth = json.GetProperty("maxTreeDepth").GetInt32() },
            "hmc" => new Hmc { Path = ReadPath(json), Jitter = json.GetProperty("jitter").GetDouble() },
            "langevin" => new Langevin(),
            var other => throw new JsonException($"'{other}' is not a sampler."),
        };
        return chains with { Chains = json.GetProperty("chains").GetInt32(), Run = run };
    }

    private static void WritePath(Utf8JsonWriter json, PathLength path)
    {
        switch (path)
        {
            case PathLength.Steps steps:
                json.WriteNumber("pathSteps", steps.Count);
                break;
            case PathLength.Time time:
                json.WriteNumber("pathTime", time.Length);
                json.WriteNumber("pathMaxSteps", time.MaxSteps);
                break;
            default:
                throw new InvalidOperationException($"{path} is not a path length.");
        }
    }

    private static PathLength ReadPath(JsonElement json) => json.TryGetProperty("pathSteps", out var steps)
        ? new PathLength.Steps(steps.GetInt32())
        : new PathLength.Time(json.GetProperty("pathTime").GetDouble(), json.GetProperty("pathMaxSteps").GetInt32());
}
