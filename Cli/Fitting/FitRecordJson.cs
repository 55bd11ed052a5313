using System.Text.Json.Serialization;

namespace ProbBnn.Cli;

/// <summary>The layout of the record of a fit.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FitRecord))]
internal sealed partial class FitRecordJson : JsonSerializerContext;
