using System.Buffers;
using System.Text.Json;

namespace ProbBnn.Cli;

/// <summary>The results of a comparison as JSON.</summary>
internal static class CompareJson
{
    /// <summary>The schema of this version.</summary>
    public const string Schema = "probbnn.comparison-results/1";

    /// <summary>The document, in UTF-8.</summary>
    public static byte[] Bytes(IReadOnlyList<ComparedMethod> methods, FitSubject subject)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("task", subject.Context.Id);
            json.WriteNumber("points", subject.Context.Points);
            json.WriteNumber("held_out_points", subject.HeldOut.Points);
            json.WriteStartObject("methods");
            foreach (var method in methods)
            {
                json.WriteStartObject(method.Name);
                Write(json, method);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ComparedMethod method)
    {
        if (method is ComparedMethod.LeftOut left)
        {
            json.WriteString("left_out", left.Reason);
            return;
        }
        var done = (ComparedMethod.Done)method;
        json.WriteNumber("seconds", done.Seconds);
        json.WriteStartObject("per_output");
        foreach (var output in done.Scores)
        {
            json.WriteStartObject(output.Name);
            var pooled = output.Own.Pooled();
            json.WriteNumber("log_density_per_point", pooled.LogDensityPerPoint);
            json.WriteNumber("joint_log_density", pooled.JointLogDensityPerTask);
            json.WriteNumber("rmse", pooled.Rmse);
            json.WriteNumber("mae", pooled.Mae);
            json.WriteNumber("crps", pooled.Crps);
            if (output.Own.Calibration() is { } calibration)
            {
                json.WriteNumber("coverage_50", calibration.Coverage(0.5));
                json.WriteNumber("coverage_90", calibration.Coverage(0.9));
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartObject("diagnosis");
        DiagnosisJson.Write(json, done.Diagnosis);
        json.WriteEndObject();
    }
}
