using System.Diagnostics;
using System.Text.Json;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>Likelihoods as JSON.</summary>
internal static class LikelihoodJson
{
    internal static void Write(Utf8JsonWriter json, Likelihood likelihood)
    {
        switch (likelihood)
        {
            case Likelihood.Gaussian gaussian:
                json.WriteCase("gaussian", () =>
                {
                    json.WriteDouble("stdDev", gaussian.StdDev.Value);
                    json.WritePropertyName("learning");
                    Write(json, gaussian.Learning);
                    json.WriteEnum("units", gaussian.Units);
                });
                break;
            case Likelihood.Bernoulli:
                json.WriteStringValue("bernoulli");
                break;
            default:
                throw new UnreachableException();
        }
    }

    internal static Likelihood Read(JsonAt at)
    {
        var found = at.Case();
        switch (found.Word)
        {
            case "gaussian":
                var fields = found.Fields("stdDev", "learning", "units");
                return new Likelihood.Gaussian(
                    fields.Required("stdDev").StdDev(), fields.Or("learning", ReadLearning, new NoiseLearning.Fixed()),
                    fields.Or("units", units => units.OneOf<NoiseUnits>(), NoiseUnits.Standardised));
            case "bernoulli":
                return found.Bare(new Likelihood.Bernoulli());
            default:
                throw at.NoneOf(["gaussian", "bernoulli"]);
        }
    }

    private static void Write(Utf8JsonWriter json, NoiseLearning learning)
    {
        switch (learning)
        {
            case NoiseLearning.Fixed:
                json.WriteStringValue("fixed");
                break;
            case NoiseLearning.FixedPerOutput perOutput:
                json.WriteCase("fixedPerOutput", () => json.WriteNumbers("stdDevs", perOutput.StdDevs.Select(s => s.Value)));
                break;
            case NoiseLearning.Learned(null, null):
                json.WriteStringValue("learned");
                break;
            case NoiseLearning.Learned learned:
                json.WriteCase("learned", () =>
                {
                    WriteBound(json, "above", learned.Above);
                    WriteBound(json, "below", learned.Below);
                });
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static NoiseLearning ReadLearning(JsonAt at)
    {
        var found = at.Case();
        switch (found.Word)
        {
            case "fixed":
                return found.Bare(new NoiseLearning.Fixed());
            case "fixedPerOutput":
                return new NoiseLearning.FixedPerOutput(found.Fields("stdDevs").Required("stdDevs").ListOf(item => item.StdDev()));
            case "learned":
                var fields = found.Fields("above", "below");
                return new NoiseLearning.Learned(fields.Optional("above")?.StdDev(), fields.Optional("below")?.StdDev());
            default:
                throw at.NoneOf(["fixed", "fixedPerOutput", "learned"]);
        }
    }

    private static void WriteBound(Utf8JsonWriter json, string name, StdDev? bound)
    {
        if (bound is { } value)
        {
            json.WriteDouble(name, value.Value);
        }
    }
}
