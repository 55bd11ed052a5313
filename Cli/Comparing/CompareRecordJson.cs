using System.Text.Json.Serialization;

namespace ProbBnn.Cli;

/// <summary>The layout of the record of a comparison.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CompareRecord))]
internal sealed partial class CompareRecordJson : JsonSerializerContext;
