using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>
/// Random dense networks and their reverse modes: 1 to 3 tasks and samples, 0 to 130 points, 0 to 21 features, up to three hidden layers
/// of 1 to 33 units, lengths just below, at and just above whole registers among them.
/// </summary>
internal static class DenseCases
{
    public static OperationCase Network(Dice d)
    {
        var (network, arguments) = Arguments(d);
        return OperationCase.Of(network, arguments) with { Conditioning = 100 };
    }

    public static OperationCase Gradient(Dice d)
    {
        var (network, arguments) = Arguments(d);
        var outputs = network.InferShapes([.. arguments.Select(a => a.Shape)])[0];
        var gradient = new Operation.DenseNetworkGradient(network);
        return OperationCase.Of(gradient, [.. arguments, d.Normals(outputs)]) with { Conditioning = 300 };
    }

    public static (Operation.DenseNetwork Network, Tensor[] Arguments) Arguments(Dice d)
    {
        int tasks = d.Between(1, 3), samples = d.Between(1, 3), count = d.Between(0, 3);
        int points = d.Of(0, 1, 2, 3, 4, 5, 8, 15, 25, 65, 130), width = d.Of(0, 1, 1, 2, 3, 4, 7, 8, 21);
        var arguments = new List<Tensor> { d.Normals([tasks, d.Chance(0.6) ? 1 : samples, points, width]) };
        var hidden = new List<DenseLayer>();
        for (int layer = 0; layer <= count; layer++)
        {
            bool residual = layer < count && width > 0 && d.Chance(0.4);
            int units = residual ? width : d.Of(1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 20, 33);
            if (layer < count)
            {
                hidden.Add(new DenseLayer(d.Of(Enum.GetValues<DenseActivation>()), residual));
            }
            arguments.Add(d.Normals([tasks, samples, units, width + 1], 1 / Math.Sqrt(width + 1)));
            width = units;
        }
        return (new Operation.DenseNetwork(hidden.ToValueList()), [.. arguments]);
    }
}
