// The shape of the text. A union's case without parameters is a bare word; one with parameters is an object with its word as "kind".
// Enumerations are words in camel case. What may be left out on reading: features (raw), skip (none), a prior's learning (fixed) and
// start (zero), a Gaussian's learning (fixed) and units (standardised), scaling (as suits the likelihood), the share of
// the priors that is learned (the whole), any part of the pseudo-likelihood, and the pseudo-likelihood as a whole (none). Everything is
// written, but for the whole share, which older files do not name.

using System.Globalization;
using System.Text;
using System.Text.Json;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>Whole descriptions as JSON.</summary>
internal static class ModelJson
{
    private const string Schema = "probbnn-model";
    private const int Version = 1;

    /// <summary>The text of a file, indented; equal descriptions give equal text.</summary>
    internal static string Text(BnnModel model) => Write(new JsonWriterOptions { Indented = true, NewLine = "\n" }, json =>
    {
        json.WriteString("schema", Schema);
        json.WriteNumber("version", Version);
        WriteMembers(json, model, model.PseudoLikelihood);
    });

    /// <summary>The text that is hashed: compact, without schema and version, which say nothing about the model.</summary>
    internal static string Canonical(BnnModel model, PseudoLikelihood? nets) => Write(default, json => WriteMembers(json, model, nets));

    internal static BnnModel Read(string text)
    {
        using var document = Parse(text);
        var fields = new JsonAt(document.RootElement, "").Fields(
            "schema", "version", "inputs", "outputs", "features", "layers", "output", "likelihood", "scaling", "priorShare",
            "pseudoLikelihood");
        return Read(fields);
    }

    private static BnnModel Read(JsonFields fields)
    {
        RequireVersion(fields.Required("schema"), fields.Required("version"));
        var likelihood = LikelihoodJson.Read(fields.Required("likelihood"));
        var builder = new ModelBuilder(fields.Required("inputs").Int(), fields.Required("outputs").Int())
            .Features(fields.Or("features", FeaturesJson.Read, new InputFeatures.Raw()))
            .Output(PriorJson.Read(fields.Required("output").Fields("prior").Required("prior")))
            .Observe(likelihood)
            .Scale(fields.Or("scaling", value => ReadScaling(value, likelihood), ScalingPolicy.DefaultFor(likelihood)))
            .LearnPriors(fields.Or("priorShare", PriorShareJson.Read, new PriorShare.Whole()))
            .PseudoLikelihood(fields.Or("pseudoLikelihood", value => PseudoLikelihoodJson.Read(value, likelihood), null));
        return fields.Required("layers").ListOf(ReadLayer)
            .Aggregate(builder, (built, layer) => built.Hidden(layer.Width, layer.Activation, layer.Prior, layer.Skip))
            .Build();
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(
                Encoding.UTF8.GetBytes(text),
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException problem)
        {
            throw new ModelException(
                new Problem(
                    "the text is not JSON",
                    string.Create(
                        CultureInfo.InvariantCulture, $"line {problem.LineNumber + 1}, character {problem.BytePositionInLine + 1}"),
                    null, null, "correct it there, or write the file anew"),
                problem);
        }
    }

    private static void RequireVersion(JsonAt schema, JsonAt version)
    {
        if (schema.String() != Schema)
        {
            throw new ModelException(new Problem(
                "not the description of a model", schema.Path, schema.String(), Schema, "choose a file that describes a model"));
        }
        if (version.Int() is < 1 or > Version)
        {
            throw new ModelException(new Problem(
                "a version that is not known here", version.Path, version.Int().ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{Version} or less"), "use a newer ProbBnn for it"));
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, BnnModel model, PseudoLikelihood? nets)
    {
        json.WriteNumber("inputs", model.Inputs);
        json.WriteNumber("outputs", model.Outputs);
        json.WritePropertyName("features");
        FeaturesJson.Write(json, model.Features);
        json.WriteStartArray("layers");
        foreach (var layer in model.Hidden)
        {
            json.WriteStartObject();
            json.WriteNumber("width", layer.Width);
            json.WriteEnum("activation", layer.Activation);
            json.WriteEnum("skip", layer.Skip);
            WritePrior(json, layer.Prior);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("output");
        WritePrior(json, model.Output.Prior);
        json.WriteEndObject();
        json.WritePropertyName("likelihood");
        LikelihoodJson.Write(json, model.Likelihood);
        json.WriteStartObject("scaling");
        json.WriteEnum("inputs", model.Scaling.Inputs);
        json.WriteEnum("outputs", model.Scaling.Outputs);
        json.WriteEndObject();
        if (model.PriorShare is not PriorShare.Whole)
        {
            json.WritePropertyName("priorShare");
            PriorShareJson.Write(json, model.PriorShare);
        }
        if (nets is not null)
        {
            json.WritePropertyName("pseudoLikelihood");
            PseudoLikelihoodJson.Write(json, nets);
        }
    }

    private static void WritePrior(Utf8JsonWriter json, Prior prior)
    {
        json.WritePropertyName("prior");
        PriorJson.Write(json, prior);
    }

    private static HiddenLayer ReadLayer(JsonAt at)
    {
        var fields = at.Fields("width", "activation", "skip", "prior");
        return new HiddenLayer(
            fields.Required("width").Int(), fields.Required("activation").OneOf<Activation>(), PriorJson.Read(fields.Required("prior")),
            fields.Or("skip", value => value.OneOf<Skip>(), Skip.None));
    }

    private static ScalingPolicy ReadScaling(JsonAt at, Likelihood likelihood)
    {
        var usual = ScalingPolicy.DefaultFor(likelihood);
        var fields = at.Fields("inputs", "outputs");
        return new ScalingPolicy(
            fields.Or("inputs", value => value.OneOf<InputScaling>(), usual.Inputs),
            fields.Or("outputs", value => value.OneOf<OutputScaling>(), usual.Outputs));
    }

    private static string Write(JsonWriterOptions options, Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
