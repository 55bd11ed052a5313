using System.Text.Json;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Objectives;

namespace ProbBnn.Inference;

/// <summary>Parts of file headers as JSON, written and read side by side.</summary>
internal static class HeaderJson
{
    public static void WriteModel(Utf8JsonWriter json, BnnModel model)
    {
        json.WritePropertyName("model");
        json.WriteRawValue(model.ToJson());
    }

    public static BnnModel ReadModel(JsonElement header) => BnnModel.FromJson(header.GetProperty("model").GetRawText());

    public static void WriteFrame(Utf8JsonWriter json, DataFrame frame)
    {
        json.WriteStartObject("data");
        WriteStrings(json, "inputs", frame.InputNames);
        WriteStrings(json, "outputs", frame.OutputNames);
        WriteNumbers(json, "inputShift", frame.Scaling.Inputs.Shift);
        WriteNumbers(json, "inputScale", frame.Scaling.Inputs.Scale);
        WriteNumbers(json, "outputShift", frame.Scaling.Outputs.Shift);
        WriteNumbers(json, "outputScale", frame.Scaling.Outputs.Scale);
        WriteNumbers(json, "inputLow", frame.Range.Low);
        WriteNumbers(json, "inputHigh", frame.Range.High);
        json.WriteEndObject();
    }

    /// <summary>A frame as compact text, the same for equal frames.</summary>
    public static string Text(DataFrame frame)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteFrame(json, frame);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static DataFrame ReadFrame(JsonElement header)
    {
        var data = header.GetProperty("data");
        return new DataFrame(
            Strings(data, "inputs"), Strings(data, "outputs"),
            new AffineScaling(
                new Affine(Numbers(data, "inputShift"), Numbers(data, "inputScale")),
                new Affine(Numbers(data, "outputShift"), Numbers(data, "outputScale"))),
            new InputRange(Numbers(data, "inputLow"), Numbers(data, "inputHigh")));
    }

    public static void WriteObjective(Utf8JsonWriter json, Objective objective)
    {
        json.WriteString("objective", objective.Name);
        json.WriteNumber("objectiveSamples", objective.Samples);
    }

    public static Objective ReadObjective(JsonElement header)
    {
        int samples = header.GetProperty("objectiveSamples").GetInt32();
        return header.GetProperty("objective").GetString() switch
        {
            "avi" => new Objective.Avi(samples),
            "p-avi" => new Objective.PAvi(samples),
            "po-avi" => new Objective.PoAvi(samples),
            "pp-avi" => new Objective.PpAvi(samples),
            "npvi" => new Objective.Npvi(samples),
            "npml" => new Objective.Npml(samples),
            "mpl" => new Objective.Mpl(samples),
            "mpl-by-point" => new Objective.MplByPoint(samples),
            var other => throw new JsonException($"'{other}' is not an objective."),
        };
    }

    public static void WriteOptions(Utf8JsonWriter json, FitOptions options)
    {
        json.WriteStartObject("options");
        json.WriteNumber("steps", options.Steps);
        json.WriteNumber("batchTasks", options.BatchTasks);
        WriteNumbers(json, "context", [options.Context.Low, options.Context.High]);
        json.WriteNumber("pointShare", options.PointShare);
        WriteLearningRate(json, options.LearningRate);
        WriteClipNorm(json, options.ClipNorm);
        json.WriteNumber("validationFraction", options.Validation.Fraction);
        json.WriteNumber("validationMaxTasks", options.Validation.MaxTasks);
        json.WriteNumber("validationEvery", options.Validation.Every);
        json.WriteNumber("validationSamples", options.Validation.Samples);
        if (options.Validation.Patience is { } patience)
        {
            json.WriteNumber("validationPatience", patience);
        }
        json.WriteNumber("seed", options.Seed);
        json.WriteEndObject();
    }

    public static FitOptions ReadOptions(JsonElement header)
    {
        var o = header.GetProperty("options");
        var context = Numbers(o, "context");
        return new FitOptions
        {
            Steps = o.GetProperty("steps").GetInt32(),
            BatchTasks = o.GetProperty("batchTasks").GetInt32(),
            Context = new ContextShare(context[0], context[1]),
            PointShare = o.GetProperty("pointShare").GetDouble(),
            LearningRate = ReadLearningRate(o),
            ClipNorm = ReadClipNorm(o),
            Validation = new ValidationOptions
            {
                Fraction = o.GetProperty("validationFraction").GetDouble(),
                MaxTasks = o.GetProperty("validationMaxTasks").GetInt32(),
                Every = o.GetProperty("validationEvery").GetInt32(),
                Samples = o.GetProperty("validationSamples").GetInt32(),
                Patience = o.TryGetProperty("validationPatience", out var patience) ? patience.GetInt32() : null,
            },
            Seed = o.GetProperty("seed").GetUInt64(),
        }.Validated();
    }

    public static void WriteLearningRate(Utf8JsonWriter json, LearningRate rate)
    {
        var (kind, from, to) = rate switch
        {
            LearningRate.Constant c => ("constant", c.Rate, c.Rate),
            LearningRate.Linear l => ("linear", l.From, l.To),
            LearningRate.Cosine c => ("cosine", c.From, c.To),
            _ => throw new InvalidOperationException($"{rate} is not a learning rate."),
        };
        json.WriteString("schedule", kind);
        WriteNumbers(json, "learningRate", [from, to]);
    }

    public static LearningRate ReadLearningRate(JsonElement json)
    {
        var rate = Numbers(json, "learningRate");
        return json.GetProperty("schedule").GetString() switch
        {
            "constant" => new LearningRate.Constant(rate[0]),
            "linear" => new LearningRate.Linear(rate[0], rate[1]),
            "cosine" => new LearningRate.Cosine(rate[0], rate[1]),
            var other => throw new JsonException($"'{other}' is not a schedule."),
        };
    }

    public static void WriteClipNorm(Utf8JsonWriter json, double? clipNorm)
    {
        if (clipNorm is { } clip)
        {
            json.WriteNumber("clipNorm", clip);
        }
    }

    public static double? ReadClipNorm(JsonElement json) => json.TryGetProperty("clipNorm", out var clip) ? clip.GetDouble() : null;

    public static void WriteHistory(Utf8JsonWriter json, IEnumerable<ValidationPoint> history)
    {
        json.WriteStartArray("history");
        foreach (var point in history)
        {
            json.WriteStartObject();
            json.WriteNumber("step", point.Step);
            json.WriteNumber("objective", point.Objective);
            if (point.PredictiveLogDensity is { } density)
            {
                json.WriteNumber("predictiveLogDensity", density);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static ValueList<ValidationPoint> ReadHistory(JsonElement header) =>
        header.GetProperty("history").EnumerateArray().Select(p => new ValidationPoint(
            p.GetProperty("step").GetInt32(), p.GetProperty("objective").GetDouble(),
            p.TryGetProperty("predictiveLogDensity", out var density) ? density.GetDouble() : null)).ToValueList();

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            json.WriteNumberValue(value);
        }
        json.WriteEndArray();
    }

    private static ValueList<string> Strings(JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(s => s.GetString()!).ToValueList();

    private static ValueList<double> Numbers(JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(n => n.GetDouble()).ToValueList();
}
