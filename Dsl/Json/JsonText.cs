using System.Globalization;
using System.Text.Json;

namespace ProbBnn.Dsl;

/// <summary>What all parts of a description share in writing JSON.</summary>
internal static class JsonText
{
    /// <summary>Writes a case of a union with its fields.</summary>
    internal static void WriteCase(this Utf8JsonWriter json, string kind, Action fields)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind);
        fields();
        json.WriteEndObject();
    }

    internal static void WriteDouble(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Number(value));
    }

    internal static void WriteEnum<T>(this Utf8JsonWriter json, string name, T value) where T : struct, Enum =>
        json.WriteString(name, EnumWords<T>.Words.Of(value));

    /// <summary>Writes numbers on one line.</summary>
    internal static void WriteNumbers(this Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WritePropertyName(name);
        json.WriteRawValue("[" + string.Join(", ", values.Select(Number)) + "]");
    }

    /// <summary>The shortest text that reads back as the same number; the two zeros, which are equal, have one text.</summary>
    private static string Number(double value) => (value + 0.0).ToString("R", CultureInfo.InvariantCulture);
}
