using System.Diagnostics;
using System.Text.Json;

namespace ProbBnn.Dsl;

/// <summary>Priors as JSON.</summary>
internal static class PriorJson
{
    private static readonly Words<PriorStructure> Structures = new(
        ("perWeight", new PriorStructure.PerWeight()), ("perUnit", new PriorStructure.PerUnit()),
        ("perLayer", new PriorStructure.PerLayer()), ("perNetwork", new PriorStructure.PerNetwork()));

    private static readonly Words<PriorScale> Scales = new(("fanIn", new PriorScale.FanIn()), ("unscaled", new PriorScale.Unscaled()));

    private static readonly Words<PriorLearning> Learnings = new(
        ("fixed", new PriorLearning.Fixed()), ("learned", new PriorLearning.Learned()), ("meansOnly", new PriorLearning.MeansOnly()));

    internal static void Write(Utf8JsonWriter json, Prior prior)
    {
        json.WriteStartObject();
        json.WriteString("structure", Structures.Of(prior.Structure));
        json.WriteString("scale", Scales.Of(prior.Scale));
        json.WritePropertyName("learning");
        Write(json, prior.Learning);
        json.WritePropertyName("start");
        Write(json, prior.Start);
        json.WriteEndObject();
    }

    internal static Prior Read(JsonAt at)
    {
        var fields = at.Fields("structure", "scale", "learning", "start");
        return new Prior(
            fields.Required("structure").OneOf(Structures), fields.Required("scale").OneOf(Scales),
            fields.Or("learning", ReadLearning, new PriorLearning.Fixed()), fields.Or("start", ReadStart, new PriorStart.Zero()));
    }

    private static void Write(Utf8JsonWriter json, PriorLearning learning)
    {
        if (learning is PriorLearning.ReleasedAt released)
        {
            json.WriteCase("releasedAt", () =>
            {
                json.WriteNumber("step", released.Step);
                json.WriteString("then", Learnings.Of(released.Then));
            });
        }
        else
        {
            json.WriteStringValue(Learnings.Of(learning));
        }
    }

    private static PriorLearning ReadLearning(JsonAt at)
    {
        var found = at.Case();
        if (found.Word != "releasedAt")
        {
            return Learnings.TryRead(found.Word, out var learning)
                ? found.Bare(learning)
                : throw at.NoneOf([.. Learnings.All, "releasedAt"]);
        }
        var fields = found.Fields("step", "then");
        return new PriorLearning.ReleasedAt(fields.Required("step").Int(), fields.Required("then").OneOf(Learnings));
    }

    private static void Write(Utf8JsonWriter json, PriorStart start)
    {
        switch (start)
        {
            case PriorStart.Zero:
                json.WriteStringValue("zero");
                break;
            case PriorStart.Spread spread:
                json.WriteCase("spread", () => json.WriteDouble("stdDev", spread.StdDev.Value));
                break;
            case PriorStart.SmallRandom random:
                json.WriteCase("smallRandom", () =>
                {
                    json.WriteDouble("meanStdDev", random.MeanStdDev);
                    json.WriteDouble("logScaleStdDev", random.LogScaleStdDev);
                });
                break;
            case PriorStart.Given given:
                json.WriteCase("given", () =>
                {
                    json.WriteNumbers("means", given.Means);
                    json.WriteNumbers("factors", given.Factors);
                });
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static PriorStart ReadStart(JsonAt at)
    {
        var found = at.Case();
        switch (found.Word)
        {
            case "zero":
                return found.Bare(new PriorStart.Zero());
            case "spread":
                return new PriorStart.Spread(found.Fields("stdDev").Required("stdDev").StdDev());
            case "smallRandom":
                var fields = found.Fields("meanStdDev", "logScaleStdDev");
                return new PriorStart.SmallRandom(
                    fields.Required("meanStdDev").Double(), fields.Required("logScaleStdDev").Double());
            case "given":
                var given = found.Fields("means", "factors");
                return new PriorStart.Given(
                    given.Required("means").ListOf(item => item.Double()), given.Required("factors").ListOf(item => item.Double()));
            default:
                throw at.NoneOf(["zero", "spread", "smallRandom", "given"]);
        }
    }
}
