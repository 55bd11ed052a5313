// Hidden widths may be a list without more ado, and the floor of the log noise a number.

using System.Text.Json;

namespace ProbBnn.Dsl;

/// <summary>Pseudo-likelihoods as JSON.</summary>
internal static class PseudoLikelihoodJson
{
    private static readonly Words<NetWidths> WidthKinds = new(
        ("likeNetwork", new NetWidths.LikeNetwork()), ("pyramid", new NetWidths.Pyramid()));

    private static readonly Words<NetActivation> Activations = new(
        [("likeNetwork", new NetActivation.LikeNetwork()), .. EnumWords<Activation>.Words.Entries.Select(ToGiven)]);

    private static readonly Words<NetInput> Inputs = new(
        ("point", new NetInput.Point()), ("pointAndActivations", new NetInput.PointAndActivations()));

    private static readonly Words<LogNoiseFloor> Floors = new(("none", new LogNoiseFloor.None()));

    internal static void Write(Utf8JsonWriter json, PseudoLikelihood nets)
    {
        json.WriteStartObject();
        if (nets.Widths is NetWidths.Given given)
        {
            json.WriteNumbers("widths", given.Widths.Select(width => (double)width));
        }
        else
        {
            json.WriteString("widths", WidthKinds.Of(nets.Widths));
        }
        json.WriteString("activation", Activations.Of(nets.Activation));
        json.WriteString("input", Inputs.Of(nets.Input));
        if (nets.Floor is LogNoiseFloor.At floor)
        {
            json.WriteDouble("logNoiseFloor", floor.LogStdDev);
        }
        else
        {
            json.WriteString("logNoiseFloor", Floors.Of(nets.Floor));
        }
        json.WriteStartObject("lastLayer");
        json.WriteEnum("targets", nets.LastLayer.Targets);
        json.WriteEnum("noise", nets.LastLayer.Noise);
        json.WriteEnum("weights", nets.LastLayer.Weights);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal static PseudoLikelihood Read(JsonAt at, Likelihood likelihood)
    {
        var fields = at.Fields("widths", "activation", "input", "logNoiseFloor", "lastLayer");
        return new PseudoLikelihood(
            fields.Or("widths", ReadWidths, new NetWidths.LikeNetwork()),
            fields.Or("activation", value => value.OneOf(Activations), new NetActivation.LikeNetwork()),
            fields.Or("input", value => value.OneOf(Inputs), new NetInput.Point()),
            fields.Or("logNoiseFloor", ReadFloor, new LogNoiseFloor.None()),
            fields.Or("lastLayer", value => ReadLastLayer(value, likelihood), LastLayer.DefaultFor(likelihood)));
    }

    private static NetWidths ReadWidths(JsonAt at) => at.Element.ValueKind == JsonValueKind.Array
        ? new NetWidths.Given(at.ListOf(item => item.Int()))
        : at.OneOf(WidthKinds, "a list such as [50, 50]");

    private static LogNoiseFloor ReadFloor(JsonAt at) => at.Element.ValueKind == JsonValueKind.Number
        ? new LogNoiseFloor.At(at.Double())
        : at.OneOf(Floors, "a number such as -7");

    private static LastLayer ReadLastLayer(JsonAt at, Likelihood likelihood)
    {
        var usual = LastLayer.DefaultFor(likelihood);
        var fields = at.Fields("targets", "noise", "weights");
        return new LastLayer(
            fields.Or("targets", value => value.OneOf<PseudoTargets>(), usual.Targets),
            fields.Or("noise", value => value.OneOf<PseudoNoise>(), usual.Noise),
            fields.Or("weights", value => value.OneOf<LastLayerWeights>(), usual.Weights));
    }

    private static (string, NetActivation) ToGiven((string Word, Activation Value) entry) =>
        (entry.Word, new NetActivation.Given(entry.Value));
}
