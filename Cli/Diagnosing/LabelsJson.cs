using System.Text.Json;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The calibration of labels as members of a JSON object.</summary>
internal static class LabelsJson
{
    /// <summary>Writes them, the verdict among them.</summary>
    public static void Write(Utf8JsonWriter json, LabelCalibration labels)
    {
        json.WriteNumber("labels", labels.Labels.Count);
        json.WriteNumber("brier", labels.Brier);
        json.WriteNumber("expected_calibration_error", labels.ExpectedCalibrationError());
        DiagnosisJson.Write(json, labels.Verdict);
    }
}
