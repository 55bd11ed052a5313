using System.Text.Json;

namespace ProbBnn.Inference;

/// <summary>Methods for single data sets as JSON, written and read side by side.</summary>
internal static class MethodJson
{
    public static void Write(Utf8JsonWriter json, TaskMethod method)
    {
        json.WritePropertyName("method");
        WriteValue(json, method);
    }

    public static TaskMethod Read(JsonElement header) => ReadValue(header.GetProperty("method"));

    public static void WriteValue(Utf8JsonWriter json, TaskMethod method)
    {
        json.WriteStartObject();
        json.WriteString("name", method.Name);
        json.WriteNumber("seed", method.Seed);
        switch (method)
        {
            case Exact:
                break;
            case PerTask m:
                WriteAscent(json, m.Ascent);
                json.WriteNumber("samples", m.Samples);
                break;
            case GaussianMethod m:
                WriteAscent(json, m.Ascent);
                json.WriteNumber("samples", m.Samples);
                json.WriteNumber("startStdDev", m.StartStdDev);
                break;
            case GlobalInducing m:
                WriteAscent(json, m.Ascent);
                json.WriteNumber("samples", m.Samples);
                json.WriteNumber("points", m.Points);
                json.WriteNumber("startNoiseStdDev", m.StartNoiseStdDev);
                break;
            case MarkovChains m:
                json.WriteNumber("chains", m.Chains);
                SamplingJson.Write(json, m);
                break;
            case Map m:
                WriteAscent(json, m.Ascent);
                break;
            case Ensemble m:
                WriteAscent(json, m.Ascent);
                json.WriteNumber("members", m.Members);
                break;
            case Swag m:
                WriteAscent(json, m.Ascent);
                json.WriteNumber("rate", m.Rate);
                json.WriteNumber("averagingClipNorm", m.ClipNorm);
                json.WriteNumber("every", m.Every);
                json.WriteNumber("snapshots", m.Snapshots);
                json.WriteNumber("rank", m.Rank);
                break;
            default:
                throw new InvalidOperationException($"{method} is not a method.");
        }
        json.WriteEndObject();
    }

    public static TaskMethod ReadValue(JsonElement m)
    {
        ulong seed = m.GetProperty("seed").GetUInt64();
        int Whole(string name) => m.GetProperty(name).GetInt32();
        double Number(string name) => m.GetProperty(name).GetDouble();
        TaskMethod method = m.GetProperty("name").GetString() switch
        {
            "exact" => new Exact(),
            "per-task" => new PerTask { Ascent = ReadAscent(m), Samples = Whole("samples") },
            "mean-field" => Gaussian(new MeanField()),
            "unitwise" => Gaussian(new Unitwise()),
            "layerwise" => Gaussian(new Layerwise()),
            "full" => Gaussian(new FullCovariance()),
            "inducing" => new GlobalInducing
            {
                Ascent = ReadAscent(m),
                Samples = Whole("samples"),
                Points = Whole("points"),
                StartNoiseStdDev = Number("startNoiseStdDev"),
            },
            "nuts" or "hmc" or "langevin" => SamplingJson.Read(m),
            "map" => new Map { Ascent = ReadAscent(m) },
            "ensemble" => new Ensemble { Ascent = ReadAscent(m), Members = Whole("members") },
            "swag" => new Swag
            {
                Ascent = ReadAscent(m),
                Rate = Number("rate"),
                ClipNorm = Number("averagingClipNorm"),
                Every = Whole("every"),
                Snapshots = Whole("snapshots"),
                Rank = Whole("rank"),
            },
            var other => throw new JsonException($"'{other}' is not a method."),
        };
        method = method with { Seed = seed };
        method.Validate();
        return method;

        GaussianMethod Gaussian(GaussianMethod family) => family with
        {
            Ascent = ReadAscent(m),
            Samples = Whole("samples"),
            StartStdDev = Number("startStdDev"),
        };
    }

    private static void WriteAscent(Utf8JsonWriter json, AscentOptions ascent)
    {
        json.WriteNumber("steps", ascent.Steps);
        HeaderJson.WriteLearningRate(json, ascent.LearningRate);
        HeaderJson.WriteClipNorm(json, ascent.ClipNorm);
    }

    private static AscentOptions ReadAscent(JsonElement json) => new()
    {
        Steps = json.GetProperty("steps").GetInt32(),
        LearningRate = HeaderJson.ReadLearningRate(json),
        ClipNorm = HeaderJson.ReadClipNorm(json),
    };
}
