// Prior parameters of a layer with D units of fan-in K (Rochussen and Fortuin, ICLR 2026):
//   per weight  D K means and D K log standard deviations;  per unit  D K means and D K (K + 1) / 2 numbers of the lower triangle;
//   per layer  W = D K means and W (W + 1) / 2;  per network, above B weights  W means and W B + W (W + 1) / 2.
// Inference network of a layer: (features [, incoming activations], outputs) -> hidden widths -> D for each of target and noise that the
// network gives.

using System.Diagnostics;

namespace ProbBnn.Dsl;

public sealed partial record BnnModel
{
    /// <summary>Number of weights of a layer, biases included.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public long WeightCount(int layer) => (long)Width(layer) * FanIn(layer);

    /// <summary>Number of weights of all layers below a layer, biases included.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public long WeightsBelow(int layer) => Enumerable.Range(0, Existing(layer)).Sum(WeightCount);

    /// <summary>Number of parameters of a layer's prior, learned or not.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public long PriorParameterCount(int layer)
    {
        long units = Width(layer), fanIn = FanIn(layer), weights = units * fanIn;
        return weights + PriorOf(layer).Structure switch
        {
            PriorStructure.PerWeight => weights,
            PriorStructure.PerUnit => units * (fanIn * (fanIn + 1) / 2),
            PriorStructure.PerLayer => weights * (weights + 1) / 2,
            PriorStructure.PerNetwork => weights * WeightsBelow(layer) + weights * (weights + 1) / 2,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Number of parameters of a layer's prior that training moves, if only from some step on.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public long LearnedPriorParameterCount(int layer)
    {
        return Moved(PriorOf(layer).Learning);

        long Moved(PriorLearning learning) => learning switch
        {
            PriorLearning.Fixed => 0,
            PriorLearning.Learned => ChosenWeights(layer) + ChosenFactors(layer),
            PriorLearning.MeansOnly => ChosenWeights(layer),
            PriorLearning.ReleasedAt released => Moved(released.Then),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>
    /// The inference network of a layer, or null where there is none: without a pseudo-likelihood, or for a last layer that takes both
    /// its targets and its noise from elsewhere.
    /// </summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public NetShape? NetShapeOf(int layer)
    {
        int width = Width(layer);
        if (PseudoLikelihood is not { } nets)
        {
            return null;
        }
        var (targets, noise) = IsOutput(layer)
            ? (nets.LastLayer.Targets == PseudoTargets.Network, nets.LastLayer.Noise == PseudoNoise.Network)
            : (true, true);
        int activations = nets.Input is NetInput.PointAndActivations && layer > 0 ? Incoming(layer) : 0;
        return targets || noise
            ? new NetShape(
                FeatureCount + activations + Outputs, [.. NetWidthsOf(nets.Widths, layer)], NetActivationOf(nets.Activation),
                width, targets, noise)
            : null;
    }

    private IEnumerable<int> NetWidthsOf(NetWidths widths, int layer) => widths switch
    {
        NetWidths.LikeNetwork => Hidden.Select(hidden => hidden.Width),
        NetWidths.Given given => given.Widths,
        NetWidths.Pyramid => Hidden.Take(layer + 1).Select(hidden => hidden.Width),
        _ => throw new UnreachableException(),
    };

    private Activation NetActivationOf(NetActivation activation) => activation switch
    {
        NetActivation.LikeNetwork => Hidden.Count > 0 ? Hidden[0].Activation : Activation.Tanh,
        NetActivation.Given given => given.Activation,
        _ => throw new UnreachableException(),
    };
}
