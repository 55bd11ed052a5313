using System.Diagnostics;
using System.Text.Json;

namespace ProbBnn.Dsl;

/// <summary>Input features as JSON.</summary>
internal static class FeaturesJson
{
    internal static void Write(Utf8JsonWriter json, InputFeatures features)
    {
        switch (features)
        {
            case InputFeatures.Raw:
                json.WriteStringValue("raw");
                break;
            case InputFeatures.Fourier fourier:
                json.WriteCase("fourier", () => json.WriteNumbers("frequencies", fourier.Frequencies));
                break;
            case InputFeatures.KeyedFourier keyed:
                json.WriteCase("keyedFourier", () =>
                {
                    json.WriteNumber("pairs", keyed.Pairs);
                    json.WriteDouble("scale", keyed.Scale);
                    json.WriteNumber("seed", keyed.Seed);
                });
                break;
            case InputFeatures.Polynomial polynomial:
                json.WriteCase("polynomial", () => json.WriteNumber("degree", polynomial.Degree));
                break;
            case InputFeatures.Concatenation concatenation:
                json.WriteCase("concatenation", () =>
                {
                    json.WriteStartArray("parts");
                    foreach (var part in concatenation.Parts)
                    {
                        Write(json, part);
                    }
                    json.WriteEndArray();
                });
                break;
            default:
                throw new UnreachableException();
        }
    }

    internal static InputFeatures Read(JsonAt at)
    {
        var found = at.Case();
        switch (found.Word)
        {
            case "raw":
                return found.Bare(new InputFeatures.Raw());
            case "fourier":
                return new InputFeatures.Fourier(found.Fields("frequencies").Required("frequencies").ListOf(item => item.Double()));
            case "keyedFourier":
                var keyed = found.Fields("pairs", "scale", "seed");
                return new InputFeatures.KeyedFourier(
                    keyed.Required("pairs").Int(), keyed.Required("scale").Double(), keyed.Required("seed").ULong());
            case "polynomial":
                return new InputFeatures.Polynomial(found.Fields("degree").Required("degree").Int());
            case "concatenation":
                return new InputFeatures.Concatenation(found.Fields("parts").Required("parts").ListOf(Read));
            default:
                throw at.NoneOf(["raw", "fourier", "keyedFourier", "polynomial", "concatenation"]);
        }
    }
}
