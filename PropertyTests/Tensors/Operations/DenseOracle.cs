// Layer by layer, task by task, sample by sample, point by point:  a_j = W_j,K + sum_k W_jk h_k (+ what entered),  h_j = phi(a_j).
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Dense networks by plain loops.</summary>
internal static class DenseOracle
{
    /// <summary>A random network with its arguments: 1 or 2 tasks, samples and units, 0 to 3 points, 0 to 2 features, 0 to 2 hidden layers.
    /// </summary>
    public static (Operation.DenseNetwork Network, Tensor[] Arguments) Draw(Draws d)
    {
        int tasks = d.Integer(1, 2), samples = d.Integer(1, 2), width = d.Integer(0, 2), count = d.Integer(0, 2);
        var hidden = new List<DenseLayer>();
        var arguments = new List<Tensor> { d.Normal([tasks, d.Coin() ? 1 : samples, d.Integer(0, 3), width]) };
        for (int layer = 0; layer <= count; layer++)
        {
            bool residual = layer < count && width > 0 && d.Coin();
            int units = residual ? width : d.Integer(1, 2);
            if (layer < count)
            {
                hidden.Add(new DenseLayer(d.One(Enum.GetValues<DenseActivation>()), residual));
            }
            arguments.Add(d.Normal([tasks, samples, units, width + 1]));
            width = units;
        }
        return (new Operation.DenseNetwork(hidden.ToValueList()), [.. arguments]);
    }

    /// <summary>The outputs [tasks, samples, points, units of the last layer].</summary>
    public static Tensor Outputs(Operation.DenseNetwork network, IReadOnlyList<Tensor> arguments)
    {
        var (features, last) = (arguments[0], arguments[^1].Shape);
        return Arrays.Of(
            [last[0], last[1], features.Shape[2], last[2]],
            i =>
            {
                double[] point = [.. Enumerable.Range(0, features.Shape[3]).Select(k => features.At(i[0], i[1], i[2], k))];
                return Point(network, arguments, i[0], i[1], point)[i[3]];
            });
    }

    private static double[] Point(Operation.DenseNetwork network, IReadOnlyList<Tensor> arguments, int task, int sample, double[] features)
    {
        var (entering, leaving) = (features, features);
        for (int layer = 0; layer < arguments.Count - 1; layer++)
        {
            var weights = arguments[layer + 1];
            var (below, entered) = (leaving, entering);
            bool residual = layer < network.Hidden.Count && network.Hidden[layer].IsResidual;
            entering = [.. Enumerable.Range(0, weights.Shape[2]).Select(j => weights.At(task, sample, j, below.Length)
                + below.Select((h, k) => h * weights.At(task, sample, j, k)).Sum() + (residual ? entered[j] : 0))];
            leaving = layer < network.Hidden.Count ? [.. entering.Select(a => Value(network.Hidden[layer].Activation, a))] : entering;
        }
        return leaving;
    }

    private static double Value(DenseActivation activation, double x) => activation switch
    {
        DenseActivation.Identity => x,
        DenseActivation.Relu => Math.Max(x, 0),
        DenseActivation.Tanh => Math.Tanh(x),
        DenseActivation.Sin => Math.Sin(x),
        DenseActivation.Silu => x / (1 + Math.Exp(-x)),
        DenseActivation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        DenseActivation.Softplus => Math.Log(1 + Math.Exp(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };
}
