// Parameters of a layer of D units with fan-in K, all unconstrained: means D x K; per weight log standard deviations D x K; per unit packed
// row-major lower triangles D x K(K+1)/2 with logarithms on the diagonal. Standard deviations are divided by sqrt(K) where scaled by
// fan-in.
// What is never learned and starts at zero is one constant row that all units share.
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>Priors of layers: their parameters, and the expressions they stand for.</summary>
public static class LayerPriors
{
    /// <summary>The learned tensors of a layer's prior.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    public static IEnumerable<ParameterSpec> Parameters(BnnModel model, int layer)
    {
        var prior = model.PriorOf(layer);
        var (units, fanIn) = (model.Width(layer), model.FanIn(layer));
        var (means, factors) = Learned(prior.Learning);
        if (means is { } meansFrom)
        {
            yield return new ParameterSpec(MeanName(model, layer), [units, fanIn], ParameterRole.Prior, meansFrom, k =>
                StartOfMean(prior, units, fanIn, k));
        }
        if (factors is { } factorsFrom)
        {
            yield return new ParameterSpec(
                FactorName(model, layer), [units, FactorLength(prior, fanIn)], ParameterRole.Prior, factorsFrom, k =>
                    StartOfFactor(prior, units, fanIn, k));
        }
    }

    /// <summary>The prior of a layer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <param name="parameters">A parameter's expression by name.</param>
    public static LayerPrior Of(BnnModel model, int layer, Func<string, Expr> parameters)
    {
        var prior = model.PriorOf(layer);
        var (units, fanIn) = (model.Width(layer), model.FanIn(layer));
        var (means, factors) = Learned(prior.Learning);
        double scale = Scale(prior, fanIn);
        var mean = means is not null
            ? parameters(MeanName(model, layer))
            : Expr.Constant(Unlearned(prior, units, (rows, key) => StartOfMean(prior, rows, fanIn, key)));
        if (factors is null && prior.Start is PriorStart.Zero)
        {
            return new LayerPrior(mean, Expr.Constant(Tensor.Fill([1, fanIn], scale)), FactorStructure.Diagonal);
        }
        var raw = factors is not null
            ? parameters(FactorName(model, layer))
            : Expr.Constant(StartOfFactor(prior, units, fanIn, FixedKey));
        return prior.Structure switch
        {
            PriorStructure.PerWeight => new LayerPrior(mean, raw.Exp() * scale, FactorStructure.Diagonal),
            PriorStructure.PerUnit => new LayerPrior(mean, Node.Of(new Operation.ExpPackedDiagonal(fanIn), raw)[0] * scale,
                FactorStructure.Lower),
            _ => throw new InvalidOperationException($"{prior.Structure} is not a prior structure."),
        };
    }

    /// <summary>The parameters of a layer's prior: those that are learned from the values, the others where they start.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <param name="values">A value for every parameter of the model.</param>
    public static PriorStart.Given Values(BnnModel model, int layer, ParameterSet values)
    {
        var prior = model.PriorOf(layer);
        var (units, fanIn) = (model.Width(layer), model.FanIn(layer));
        var (means, factors) = Learned(prior.Learning);
        var mean = means is null ? StartOfMean(prior, units, fanIn, FixedKey) : values[MeanName(model, layer)];
        var factor = factors is null ? StartOfFactor(prior, units, fanIn, FixedKey) : values[FactorName(model, layer)];
        return new PriorStart.Given(ValueList.Create(mean.Doubles), ValueList.Create(factor.Doubles));
    }

    private static RandomKey FixedKey => RandomKey.FromSeed(0).Fold("fixed prior");

    private static Tensor Unlearned(Prior prior, int units, Func<int, RandomKey, Tensor> start) =>
        start(prior.Start is PriorStart.Zero ? 1 : units, FixedKey);

    private static (int? Means, int? Factors) Learned(PriorLearning learning) => learning switch
    {
        PriorLearning.Fixed => (null, null),
        PriorLearning.Learned => (0, 0),
        PriorLearning.MeansOnly => (0, null),
        PriorLearning.ReleasedAt released => (released.Step, released.Then is PriorLearning.Learned ? released.Step : null),
        _ => throw new InvalidOperationException($"{learning} is not a kind of learning."),
    };

    private static Tensor StartOfMean(Prior prior, int units, int fanIn, RandomKey key)
    {
        if (prior.Start is PriorStart.Given given)
        {
            return Tensor.Of([units, fanIn], given.Means.AsSpan());
        }
        double stdDev = (prior.Start is PriorStart.SmallRandom random ? random.MeanStdDev : 0) * Scale(prior, fanIn);
        return Tensor.Generate([units, fanIn], i => stdDev == 0 ? 0 : stdDev * key.Normal(i / fanIn, i % fanIn));
    }

    private static Tensor StartOfFactor(Prior prior, int units, int fanIn, RandomKey key)
    {
        if (prior.Start is PriorStart.Given given)
        {
            return Tensor.Of([units, FactorLength(prior, fanIn)], given.Factors.AsSpan());
        }
        double stdDev = prior.Start is PriorStart.SmallRandom random ? random.LogScaleStdDev : 0;
        var values = new double[units * FactorLength(prior, fanIn)];
        for (int i = 0; stdDev > 0 && i < units * fanIn; i++)
        {
            var (unit, weight) = (i / fanIn, i % fanIn);
            int diagonal = prior.Structure is PriorStructure.PerUnit ? weight * (weight + 1) / 2 + weight : weight;
            values[unit * FactorLength(prior, fanIn) + diagonal] = stdDev * key.Normal(unit, weight);
        }
        return Tensor.Of([units, FactorLength(prior, fanIn)], values);
    }

    private static int FactorLength(Prior prior, int fanIn) => prior.Structure is PriorStructure.PerUnit ? fanIn * (fanIn + 1) / 2 : fanIn;

    private static double Scale(Prior prior, int fanIn) => prior.Scale is PriorScale.FanIn ? 1 / Math.Sqrt(fanIn) : 1;

    private static string MeanName(BnnModel model, int layer) => $"{model.PathOf(layer)}.prior.mean";

    private static string FactorName(BnnModel model, int layer) => $"{model.PathOf(layer)}.prior.factor";
}
