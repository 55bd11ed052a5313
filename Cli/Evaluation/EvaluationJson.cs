using System.Buffers;
using System.Text;
using System.Text.Json;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>An evaluation as JSON.</summary>
internal static class EvaluationJson
{
    /// <summary>The schema of this version.</summary>
    public const string Schema = "probbnn.evaluation/1";

    /// <summary>Writes it where it is asked for.</summary>
    public static void Write(EvaluationDocument document, JsonTarget target, ToolHost host)
    {
        if (target.Only)
        {
            host.Out.WriteLine(Encoding.UTF8.GetString(Bytes(document)));
        }
        else if (target.File is { } path)
        {
            AtomicFile.Write(path, stream => stream.Write([.. Bytes(document), (byte)'\n']));
        }
    }

    private static byte[] Bytes(EvaluationDocument document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteNumber("tasks", document.Tasks);
            json.WriteNumber("target_points", document.TargetPoints);
            WriteNullable(json, "context_fraction", document.ContextFraction);
            json.WriteNumber("samples", document.Samples);
            json.WriteNumber("seed", document.Seed);
            WriteScores(json, document.Scores);
            if (document.Baselines.Count > 0)
            {
                json.WriteStartObject("baselines");
                foreach (var baseline in document.Baselines)
                {
                    json.WriteStartObject(baseline.Name);
                    WriteScores(json, baseline.Scores);
                    json.WriteEndObject();
                }
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    // With one output its scores stand beside per_output too.
    private static void WriteScores(Utf8JsonWriter json, ValueList<OutputScores> outputs)
    {
        if (outputs.Count == 1)
        {
            WriteSummary(json, outputs[0].Own);
        }
        WriteEach(json, "per_output", outputs, output => WriteSummary(json, output.Own));
        json.WriteStartObject("standardised");
        if (outputs.Count == 1)
        {
            WriteSummary(json, outputs[0].Standardised);
        }
        foreach (var output in outputs)
        {
            json.WriteStartObject(output.Name);
            WriteSummary(json, output.Standardised);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartObject("by_task");
        WriteEach(json, "per_output", outputs, output => WriteSpread(json, output.Own));
        WriteEach(json, "standardised", outputs, output => WriteSpread(json, output.Standardised));
        json.WriteEndObject();
    }

    private static void WriteEach(Utf8JsonWriter json, string name, ValueList<OutputScores> outputs, Action<OutputScores> write)
    {
        json.WriteStartObject(name);
        for (int o = 0; o < outputs.Count; o++)
        {
            json.WriteStartObject(outputs[o].Name);
            write(outputs[o]);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, Scores scores)
    {
        var pooled = scores.Pooled();
        json.WriteNumber("log_density_per_point", pooled.LogDensityPerPoint);
        json.WriteNumber("joint_log_density_per_task", pooled.JointLogDensityPerTask);
        json.WriteNumber("rmse", pooled.Rmse);
        json.WriteNumber("mae", pooled.Mae);
        json.WriteNumber("crps", pooled.Crps);
        WriteNullable(json, "coverage_90", pooled.Coverage90);
        if (scores.Labels() is { } labels)
        {
            json.WriteStartObject("calibration");
            LabelsJson.Write(json, labels);
            json.WriteEndObject();
        }
    }

    private static void WriteSpread(Utf8JsonWriter json, Scores scores)
    {
        (string Name, TaskSpread? Spread)[] spreads =
        [
            ("log_density_per_point", scores.LogDensityByTask()), ("rmse", scores.RmseByTask()), ("crps", scores.CrpsByTask()),
            ("coverage_90", scores.CoverageByTask()),
        ];
        foreach (var (name, spread) in spreads)
        {
            if (spread is null)
            {
                json.WriteNull(name);
                continue;
            }
            json.WriteStartObject(name);
            json.WriteNumber("mean", spread.Mean);
            json.WriteNumber("median", spread.Median);
            json.WriteNumber("worst", spread.Worst);
            json.WriteString("worst_task", spread.WorstTask);
            json.WriteEndObject();
        }
    }

    private static void WriteNullable(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
