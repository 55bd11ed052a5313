using System.Globalization;
using System.Text;

namespace ProbBnn.Dsl;

/// <summary>Descriptions as plain-text tables.</summary>
internal static class ModelTable
{
    private static readonly string[] Headings =
    [
        "layer", "fan-in", "width", "activation", "skip", "prior", "scale", "learning", "start", "prior parameters", "inference network",
        "its parameters",
    ];

    internal static string Of(BnnModel model)
    {
        var layers = Enumerable.Range(0, model.LayerCount).ToArray();
        string[] total = ["total", .. Enumerable.Repeat("", 8), Count(layers.Sum(model.PriorParameterCount)), "", Count(layers.Sum(Net))];
        var text = new StringBuilder();
        text.Append(Line("model", string.Join(" -> ", Sizes(model))));
        text.Append(Line("features", Phrases.Of(model.Features)));
        text.Append(Line("likelihood", Phrases.Of(model.Likelihood)));
        text.Append(Line("scaling", Phrases.Of(model.Scaling)));
        text.Append(Line("inference", Phrases.Of(model.PseudoLikelihood)));
        text.Append('\n').Append(Aligned([Headings, .. layers.Select(layer => Row(model, layer)), total])).Append('\n');
        text.Append(Line("learned prior parameters", Count(layers.Sum(model.LearnedPriorParameterCount))));
        text.Append(model.PriorShare is PriorShare.Whole ? "" : Line("learned share", Phrases.Of(model.PriorShare)));
        text.Append(Line("hash", model.Hash));
        text.Append(Line("generative hash", model.GenerativeHash));
        return text.ToString();

        long Net(int layer) => model.NetShapeOf(layer)?.ParameterCount ?? 0;
    }

    private static IEnumerable<string> Sizes(BnnModel model) =>
    [
        Phrases.Number(model.Inputs, "input"), Phrases.Number(model.FeatureCount, "feature"),
        .. model.Hidden.Select(layer => Count(layer.Width)), Phrases.Number(model.Outputs, "output"),
    ];

    private static string[] Row(BnnModel model, int layer)
    {
        var prior = model.PriorOf(layer);
        var hidden = layer < model.Hidden.Count ? model.Hidden[layer] : null;
        var net = model.NetShapeOf(layer);
        return
        [
            model.PathOf(layer), Count(model.FanIn(layer)), Count(model.Width(layer)),
            hidden is null ? "linear" : EnumWords<Activation>.Words.Of(hidden.Activation),
            EnumWords<Skip>.Words.Of(hidden?.Skip ?? Skip.None),
            Phrases.Of(prior.Structure), Phrases.Of(prior.Scale), Phrases.Of(prior.Learning), Phrases.Of(prior.Start),
            Count(model.PriorParameterCount(layer)), Phrases.Of(net), Count(net?.ParameterCount ?? 0),
        ];
    }

    private static string Aligned(string[][] rows)
    {
        int[] widths = [.. Enumerable.Range(0, Headings.Length).Select(column => rows.Max(row => row[column].Length))];
        return string.Concat(rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            IsNumber(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd() + "\n"));
    }

    private static bool IsNumber(int column) => column is 1 or 2 or 9 or 11;

    private static string Line(string name, string value) => $"{name}: {value}\n";

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
