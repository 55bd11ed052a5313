// One pass over the layers (Rochussen and Fortuin, ICLR 2026): layer by layer, pseudo-data from the inference network (or from the data and
// the likelihood), the conjugate update given the sampled weights below, and the layer's outputs at the context points.
using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The posterior of all weights given the context of each task, sampled layer by layer.</summary>
/// <param name="Weights">For every layer, sampled weights [tasks, samples, units, fanIn].</param>
/// <param name="Divergences">For every layer, the KL divergence from its prior given the sampled weights below [tasks, samples].</param>
/// <param name="ContextOutputs">f at the context points [tasks, samples, points, outputs]; 0 on padding.</param>
/// <param name="ContextFeatures">What enters the last layer at the context points [tasks, samples or 1, points, incoming].</param>
/// <param name="LastLayer">The last layer's posterior in closed form.</param>
public sealed record PosteriorPass(
    ImmutableArray<Expr> Weights, ImmutableArray<Expr> Divergences, Expr ContextOutputs, Expr ContextFeatures, LastLayerPosterior LastLayer)
{
    /// <summary>The name of the key input [tasks, samples] that the noise of every layer is drawn from.</summary>
    public const string Keys = "samples";

    /// <summary>For every layer, the pseudo-data that its weights were updated with.</summary>
    internal ImmutableArray<WhitenedEvidence> Evidence { get; private init; }

    /// <summary>How much likelier the sampled weights of all layers are under the prior, log p(w) - log q(w) [tasks, samples].</summary>
    public Expr LogPriorOverPosterior => Evidence.Zip(Remaining, (evidence, left) => evidence.LogPriorOverPosterior(left))
        .Aggregate((a, b) => a + b);

    /// <summary>For every layer, what the sampled weights leave of its pseudo-targets, weighted by root precision.</summary>
    private ImmutableArray<Expr> Remaining { get; init; }

    /// <summary>Runs the pass.</summary>
    /// <param name="lowered">The model.</param>
    /// <param name="context">Context points.</param>
    /// <param name="samples">Number of weight samples of each task.</param>
    /// <exception cref="Foundation.ModelException">The model has no pseudo-likelihood.</exception>
    public static PosteriorPass Run(LoweredModel lowered, PointBatch context, int samples)
    {
        var model = lowered.Model;
        var (tasks, points) = (context.Inputs.Shape[0], context.Inputs.Shape[1]);
        var weights = ImmutableArray.CreateBuilder<Expr>();
        var divergences = ImmutableArray.CreateBuilder<Expr>();
        var whitened = ImmutableArray.CreateBuilder<WhitenedEvidence>();
        var remaining = ImmutableArray.CreateBuilder<Expr>();
        var inputFeatures = model.Features.Apply(context.Inputs);
        var features = FunctionPass.Entering(model, context.Inputs);
        var entering = features;
        Expr? below = null;
        for (int layer = 0; ; layer++)
        {
            var (targets, logNoise) = PseudoData(lowered, layer, inputFeatures, entering, context.Outputs);
            var weightNoise = Expr.Normal(Keys, [tasks, samples], $"layer {layer} weights", model.Width(layer), model.FanIn(layer));
            var pointNoise = Expr.Normal(Keys, [tasks, samples], $"layer {layer} points", model.Width(layer), points);
            Expr outputs;
            LastLayerPosterior? last;
            if (lowered.JointPriorOf(layer) is { } joint)
            {
                var evidence = WhitenedEvidence.Of(joint, below, features, targets, logNoise, context.Mask, samples);
                var update = JointUpdate.Of(joint, below, evidence, features, context.Mask, weightNoise, pointNoise);
                below = JointPrior.Stack(below, update.Whitened);
                whitened.Add(evidence);
                weights.Add(update.Weights);
                divergences.Add(update.Divergence);
                (outputs, last) = (update.Outputs, update.Posterior);
            }
            else
            {
                var prior = lowered.PriorOf(layer);
                var update = Node.Of(
                    new Operation.ConjugateUpdate(prior.Structure, ConjugateForm.Cheapest, 0),
                    prior.Mean, prior.Factor, features, targets, logNoise, context.Counts, weightNoise, pointNoise);
                whitened.Add(WhitenedEvidence.Of(prior, features, targets, logNoise, context.Mask, samples));
                weights.Add(update[0]);
                divergences.Add(update[1]);
                outputs = update[2];
                last = layer == model.Hidden.Count
                    ? LastLayerPosterior.Of(prior, features, targets, logNoise, context.Mask, samples) : null;
            }
            remaining.Add(whitened[layer].Weighted(targets - outputs, logNoise, context.Mask));
            if (layer == model.Hidden.Count)
            {
                return new PosteriorPass(weights.ToImmutable(), divergences.ToImmutable(), outputs, features, last!)
                {
                    Evidence = whitened.ToImmutable(),
                    Remaining = remaining.ToImmutable(),
                };
            }
            entering = FunctionPass.Residual(model.Hidden[layer], outputs, entering);
            features = model.Hidden[layer].Activation.Apply(entering);
        }
    }

    /// <summary>Pseudo-data of a layer: from its inference network, or from the data and the likelihood.</summary>
    internal static (Expr Targets, Expr LogNoise) PseudoData(
        LoweredModel lowered, int layer, Expr inputFeatures, Expr entering, Expr outputs)
    {
        var net = InferenceNet.Of(lowered.Model, layer);
        var (targets, logNoise) = net.Apply(inputFeatures, entering, outputs, lowered.Parameter);
        return (
            targets ?? outputs.Reshape([outputs.Shape[0], 1, outputs.Shape[1], outputs.Shape[2]]),
            logNoise ?? lowered.Likelihood.LogStdDev!.Reshape([1, 1, 1, lowered.Model.Outputs]));
    }
}
