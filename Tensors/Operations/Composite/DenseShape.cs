using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>The dimensions of a dense network, read off its arguments and checked.</summary>
/// <param name="Tasks">B.</param>
/// <param name="Samples">S.</param>
/// <param name="Points">N.</param>
/// <param name="Widths">Features of a point, then the units of every layer.</param>
public sealed record DenseShape(int Tasks, int Samples, int Points, ValueList<int> Widths)
{
    /// <summary>The shape of the network's outputs.</summary>
    public Shape Outputs => [Tasks, Samples, Points, Widths[^1]];

    /// <summary>Reads and checks the dimensions.</summary>
    /// <param name="hidden">The hidden layers.</param>
    /// <param name="arguments">Shapes of the features and of every layer's weights.</param>
    /// <exception cref="ShapeException">They do not fit together.</exception>
    public static DenseShape Of(ValueList<DenseLayer> hidden, ImmutableArray<Shape> arguments)
    {
        if (arguments.Length != hidden.Count + 2)
        {
            throw Refuse("number of weight tensors", $"{arguments.Length - 1}", $"{hidden.Count + 1}, one a layer");
        }
        var (features, first) = (arguments[0], arguments[1]);
        if (first.Rank != 4 || features.Rank != 4 || features[0] != first[0] || (features[1] != 1 && features[1] != first[1]))
        {
            throw Refuse(
                "features and weights", $"{features} and {first}",
                "[tasks, samples or 1, points, features] and [tasks, samples, units, features + 1]");
        }
        var widths = ImmutableArray.Create(features[3]);
        for (int layer = 0; layer <= hidden.Count; layer++)
        {
            var weights = arguments[layer + 1];
            if (weights.Rank != 4 || weights[0] != first[0] || weights[1] != first[1] || weights[3] != widths[layer] + 1)
            {
                throw Refuse($"weights of layer {layer}", $"{weights}", $"[{first[0]}, {first[1]}, units, {widths[layer] + 1}]");
            }
            if (layer < hidden.Count && hidden[layer].IsResidual && weights[2] != widths[layer])
            {
                throw Refuse($"units of residual layer {layer}", $"{weights[2]}", $"{widths[layer]}, as many as come in");
            }
            widths = widths.Add(weights[2]);
        }
        return new DenseShape(first[0], first[1], features[2], widths.ToValueList());
    }

    private static ShapeException Refuse(string what, string got, string expected) =>
        new(new Problem($"{what} of an unexpected shape", "operation DenseNetwork", got, expected));
}
