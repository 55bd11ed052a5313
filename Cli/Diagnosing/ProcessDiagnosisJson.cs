using System.Text.Json;

namespace ProbBnn.Cli;

/// <summary>The diagnosis of a trained process as JSON.</summary>
internal static class ProcessDiagnosisJson
{
    /// <summary>The schema of this version.</summary>
    public const string Schema = "probbnn.process-diagnosis/1";

    /// <summary>Writes its members.</summary>
    public static void Write(Utf8JsonWriter json, ProcessDiagnosis diagnosis)
    {
        json.WriteString("schema", Schema);
        json.WriteBoolean("held_out", diagnosis.AreHeldOut);
        json.WriteNumber("of_tasks", diagnosis.AllTasks);
        json.WriteStartArray("tasks");
        foreach (var task in diagnosis.Tasks)
        {
            json.WriteStartObject();
            json.WriteString("task", task.Id);
            json.WriteNumber("points", task.Points);
            DiagnosisJson.Write(json, task.Bound);
            DiagnosisJson.Write(json, task.Weights);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        DiagnosisJson.Write(json, diagnosis.Verdict);
    }
}
