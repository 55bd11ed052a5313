// Everything that is unknown of one data set, as one vector: the whitened weights v of every layer, layer by layer, unit by unit, the bias
// of a unit last, then the unconstrained noise parameter a of every output where the noise is learned. A priori v ~ Normal(0, I), and
//   w = mu + L v,    log p(y, v, a) = log p(y | f_w, sigma(a)) - 1/2 |v|^2 - P/2 log 2 pi + log p(a).
using System.Collections.Immutable;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The unknowns of a model with fixed priors as one vector, and what that vector means.</summary>
public sealed class LatentSpace
{
    private const string Noise = "likelihood.noise";

    private readonly LoweredModel lowered;
    private readonly double[] outputScales;
    private readonly Tensor noiseStart;
    private readonly (Tensor Mean, Tensor StdDev)? independent;

    /// <summary>The space of a model.</summary>
    /// <param name="model">A model; its priors are taken where they start, its inference networks are not used.</param>
    /// <param name="outputScales">The scale of each output: what one scaled unit is in the data's units.</param>
    public LatentSpace(BnnModel model, ReadOnlySpan<double> outputScales)
    {
        this.outputScales = outputScales.ToArray();
        lowered = LoweredModel.Of(model.Generative(), outputScales);
        var noise = lowered.Parameters.SingleOrDefault(p => p.Role == ParameterRole.Likelihood);
        noiseStart = noise?.Start(RandomKey.FromSeed(0)) ?? Tensor.Fill([0], 0);
        WeightCount = Enumerable.Range(0, model.LayerCount).Sum(SizeOf);
        independent = Independent();
    }

    /// <summary>The model, with fixed priors and without inference networks.</summary>
    public BnnModel Model => lowered.Model;

    /// <summary>The prior of a layer of independent units.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ModelException">The layer's units are correlated a priori.</exception>
    public LayerPrior PriorOf(int layer) => lowered.PriorOf(layer);

    /// <summary>The prior of a layer whose units are correlated; null where they are independent.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    public JointPrior? JointPriorOf(int layer) => lowered.JointPriorOf(layer);

    /// <summary>Which weights are correlated a priori, block by block: all weights in order, each once.</summary>
    public ImmutableArray<PriorBlock> PriorBlocks => Model.PriorOf(0).Structure is PriorStructure.PerNetwork
        ? [new PriorBlock(0, 1, WeightCount, NetworkFactor().Reshape([1, WeightCount, WeightCount]))]
        : [.. Enumerable.Range(0, Model.LayerCount).Select(BlockOf)];

    /// <summary>Number of weights, P.</summary>
    public int WeightCount { get; }

    /// <summary>Number of learned noise parameters: one per output, or none.</summary>
    public int NoiseCount => noiseStart.Shape.Size;

    /// <summary>Length of the vector.</summary>
    public int Dimension => WeightCount + NoiseCount;

    /// <summary>Where the noise parameters start, [outputs], or [0] where none is learned.</summary>
    public Tensor NoiseStart => noiseStart;

    /// <summary>All unknowns drawn from the prior.</summary>
    /// <param name="key">The key.</param>
    /// <returns>[Dimension].</returns>
    public double[] PriorDraw(RandomKey key)
    {
        var draw = new double[Dimension];
        for (int i = 0; i < WeightCount; i++)
        {
            draw[i] = key.Normal(0, i);
        }
        if (Learning is { } learned)
        {
            NoisePrior.Draw(learned, noiseStart, key.Fold("noise")).CopyTo(draw, WeightCount);
        }
        return draw;
    }

    /// <summary>Where a layer's weights begin in the vector.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    public int FirstOf(int layer) => Enumerable.Range(0, layer).Sum(SizeOf);

    /// <summary>The weights that vectors stand for.</summary>
    /// <param name="latents">Vectors [draws, Dimension].</param>
    /// <returns>For every layer [1, draws, units, fanIn].</returns>
    public ImmutableArray<Expr> Weights(Expr latents)
    {
        var layers = Enumerable.Range(0, Model.LayerCount);
        if (independent is not { } prior)
        {
            return PriorPass.Of(lowered, [.. layers.Select(l => OfLayer(latents, l))]).Weights;
        }
        var weights = latents.Slice(1, 0, WeightCount) * Expr.Constant(prior.StdDev) + Expr.Constant(prior.Mean);
        return [.. layers.Select(l => OfLayer(weights, l))];
    }

    /// <summary>The likelihood under vectors: its noise is theirs where it is learned.</summary>
    /// <param name="latents">Vectors [draws, Dimension].</param>
    public LikelihoodTerms Likelihood(Expr latents) => NoiseCount == 0
        ? lowered.Likelihood
        : LikelihoodTerms.Of(Model, outputScales, _ => NoiseOf(latents).Reshape([1, latents.Shape[0], 1, NoiseCount]));

    /// <summary>Log noise standard deviations of vectors in scaled units, [draws, outputs]; null for a Bernoulli likelihood.</summary>
    /// <param name="latents">Vectors [draws, Dimension].</param>
    public Expr? LogNoise(Expr latents) => Likelihood(latents).LogStdDev is { } log
        ? (NoiseCount == 0 ? log.Reshape([1, Model.Outputs]) : log.Reshape([latents.Shape[0], NoiseCount]))
            .BroadcastTo([latents.Shape[0], Model.Outputs])
        : null;

    /// <summary>log p(y | v, a), summed over points and outputs.</summary>
    /// <param name="latents">Vectors [draws, Dimension].</param>
    /// <param name="points">The data of one task, scaled.</param>
    /// <returns>[draws].</returns>
    public Expr LogLikelihood(Expr latents, PointBatch points) => Likelihood(latents)
        .LogDensity(FunctionPass.Run(Model, points.Inputs, Weights(latents)).Outputs, points.Outputs, points.Mask)
        .Reshape([latents.Shape[0]]);

    /// <summary>log p(v, a), normalised.</summary>
    /// <param name="latents">Vectors [draws, Dimension].</param>
    /// <returns>[draws].</returns>
    public Expr LogPrior(Expr latents)
    {
        var ofWeights = latents.Slice(1, 0, WeightCount).Square().Sum(^1) * -0.5 - (0.5 * WeightCount * Math.Log(2 * Math.PI));
        return NoiseCount == 0 ? ofWeights : ofWeights + NoiseLogPrior(latents);
    }

    /// <summary>log p(a); only where the noise is learned.</summary>
    /// <param name="latents">Vectors [draws, Dimension].</param>
    /// <returns>[draws].</returns>
    public Expr NoiseLogPrior(Expr latents) => NoisePrior.LogDensity(Learning!, NoiseOf(latents), noiseStart);

    /// <summary>How the noise is learned; null where it is not.</summary>
    private NoiseLearning.Learned? Learning => (Model.Likelihood as Likelihood.Gaussian)?.Learning as NoiseLearning.Learned;

    /// <summary>Prior means and standard deviations of all weights [WeightCount], where they are independent.</summary>
    private (Tensor Mean, Tensor StdDev)? Independent()
    {
        var layers = Enumerable.Range(0, Model.LayerCount);
        if (!layers.All(l => lowered.JointPriorOf(l) is null && lowered.PriorOf(l).Structure == FactorStructure.Diagonal))
        {
            return null;
        }
        Expr All(Func<LayerPrior, Expr> part) => Expr.Concat(
            0, [.. layers.Select(l => part(lowered.PriorOf(l)).BroadcastTo([Model.Width(l), Model.FanIn(l)]).Reshape([SizeOf(l)]))]);
        var values = new ReferenceEngine().Run(Program.Of(("mean", All(prior => prior.Mean)), ("factor", All(prior => prior.Factor))));
        return (values["mean"], values["factor"]);
    }

    /// <summary>The blocks of a layer that is independent of the others.</summary>
    private PriorBlock BlockOf(int layer)
    {
        var (first, size, units, fanIn) = (FirstOf(layer), SizeOf(layer), Model.Width(layer), Model.FanIn(layer));
        if (JointPriorOf(layer) is { } joint)
        {
            return new PriorBlock(first, 1, size, joint.Factor.Reshape([1, size, size]));
        }
        var factor = PriorOf(layer).Factor;
        return PriorOf(layer).Structure == FactorStructure.Diagonal
            ? new PriorBlock(first, size, 1, factor.BroadcastTo([units, fanIn]).Reshape([size, 1, 1]))
            : new PriorBlock(first, units, fanIn, factor.UnpackLower(fanIn).BroadcastTo([units, fanIn, fanIn]));
    }

    /// <summary>The factor of a prior over the whole network, the block rows of its layers one below the other.</summary>
    private Expr NetworkFactor() => Expr.Concat(0, [.. Enumerable.Range(0, Model.LayerCount).Select(layer =>
    {
        var joint = JointPriorOf(layer)!;
        int beyond = WeightCount - FirstOf(layer) - SizeOf(layer);
        Expr[] row = [.. joint.Below is { } below ? [below] : Array.Empty<Expr>(), joint.Factor,
            .. beyond > 0 ? [Expr.Zeros([SizeOf(layer), beyond])] : Array.Empty<Expr>()];
        return Expr.Concat(1, [.. row]);
    })]);

    private int SizeOf(int layer) => Model.Width(layer) * Model.FanIn(layer);

    /// <summary>A layer's part of vectors, [1, draws, units, fanIn].</summary>
    private Expr OfLayer(Expr vectors, int layer) => vectors.Slice(1, FirstOf(layer), SizeOf(layer))
        .Reshape([1, vectors.Shape[0], Model.Width(layer), Model.FanIn(layer)]);

    private Expr NoiseOf(Expr latents) => latents.Slice(1, WeightCount, NoiseCount);
}
