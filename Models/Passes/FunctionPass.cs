// The network that weights define: h_l = P_l W_l' (+ what entered the layer, where it is residual), P_1 = [features(x), 1],
// P_l = [phi(h_{l-1}), 1]; f(x) = h_L.
using System.Collections.Immutable;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>Function values of sampled weights at given points.</summary>
/// <param name="LastFeatures">What enters the last layer, without the bias [tasks, samples (1 for a model without hidden layers),
/// points, incoming].</param>
/// <param name="Outputs">f(x) [tasks, samples, points, outputs].</param>
public sealed record FunctionPass(Expr LastFeatures, Expr Outputs)
{
    /// <summary>Runs the network forward.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">Scaled inputs [tasks, points, inputs].</param>
    /// <param name="weights">For every layer, weights [tasks, samples, units, fanIn].</param>
    public static FunctionPass Run(BnnModel model, Expr inputs, ImmutableArray<Expr> weights)
    {
        var (_, last) = Into(model, inputs, weights[..^1]);
        var hidden = model.Hidden.Select(layer => new DenseLayer(layer.Activation.Lowered(), layer.Skip == Skip.Residual));
        return new FunctionPass(last, Expr.DenseNetwork(Entering(model, inputs), weights, hidden.ToValueList()));
    }

    /// <summary>What enters the layer above the given ones.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">Scaled inputs [tasks, points, inputs].</param>
    /// <param name="below">Weights of the layers below, from the first on [tasks, samples, units, fanIn].</param>
    /// <returns>The value before the nonlinearity, and the features, without the bias [tasks, samples (1 for no layer), points,
    /// incoming].</returns>
    internal static (Expr Entering, Expr Features) Into(BnnModel model, Expr inputs, ImmutableArray<Expr> below)
    {
        var features = Entering(model, inputs);
        var entering = features;
        for (int layer = 0; layer < below.Length; layer++)
        {
            entering = Residual(model.Hidden[layer], Linear(features, below[layer]), entering);
            features = model.Hidden[layer].Activation.Apply(entering);
        }
        return (entering, features);
    }

    /// <summary>The features of points as they enter the first layer [tasks, 1, points, features].</summary>
    internal static Expr Entering(BnnModel model, Expr inputs)
    {
        var features = model.Features.Apply(inputs);
        return features.Reshape([features.Shape[0], 1, features.Shape[1], features.Shape[2]]);
    }

    internal static Expr Residual(HiddenLayer layer, Expr value, Expr entering) => layer.Skip == Skip.Residual ? value + entering : value;

    internal static Expr Linear(Expr features, Expr weights)
    {
        var (tasks, samples, units, fanIn) = (weights.Shape[0], weights.Shape[1], weights.Shape[2], weights.Shape[3]);
        var bias = weights.Slice(3, fanIn - 1, 1).Reshape([tasks, samples, 1, units]);
        return fanIn == 1
            ? bias.BroadcastTo([tasks, samples, features.Shape[2], units])
            : Expr.MatMul(features, weights.Slice(3, 0, fanIn - 1), transposeRight: true) + bias;
    }
}
