// Parameters of a layer of D units with fan-in K, all unconstrained: means D x K, and of the covariance
//   per weight   log standard deviations D x K;
//   per unit     packed row-major lower triangles D x K (K + 1) / 2, logarithms on the diagonal;
//   per layer    one such triangle over all W = D K weights, unit by unit: W (W + 1) / 2;
//   per network  the layer's rows of one such triangle over all weights of the network: above B weights, W B + W (W + 1) / 2.
// Standard deviations are divided by sqrt(K) where scaled by fan-in.
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
        var (means, factors) = Learned(model.PriorOf(layer).Learning);
        if (means is { } meansFrom)
        {
            yield return new ParameterSpec(
                MeanName(model, layer), MeanShape(model, layer), ParameterRole.Prior, meansFrom,
                key => StartOfMean(model, layer, model.Width(layer), key), PriorMasks.OfMean(model, layer));
        }
        if (factors is { } factorsFrom)
        {
            var shape = FactorShape(model, layer);
            yield return new ParameterSpec(
                FactorName(model, layer), shape, ParameterRole.Prior, factorsFrom,
                key => StartOfFactor(model, layer, key), PriorMasks.OfFactor(model, layer, shape));
        }
    }

    /// <summary>The prior of a layer of independent units; null where weights of different units are correlated.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <param name="parameters">A parameter's expression by name.</param>
    public static LayerPrior? Of(BnnModel model, int layer, Func<string, Expr> parameters)
    {
        var prior = model.PriorOf(layer);
        int fanIn = model.FanIn(layer);
        if (prior.Structure is not (PriorStructure.PerWeight or PriorStructure.PerUnit))
        {
            return null;
        }
        var (means, factors) = Learned(prior.Learning);
        double scale = Scale(prior, fanIn);
        var mean = means is not null
            ? parameters(MeanName(model, layer))
            : Expr.Constant(StartOfMean(model, layer, prior.Start is PriorStart.Zero ? 1 : model.Width(layer), FixedKey));
        if (factors is null && prior.Start is PriorStart.Zero)
        {
            return new LayerPrior(mean, Expr.Constant(Tensor.Fill([1, fanIn], scale)), FactorStructure.Diagonal);
        }
        var raw = RawFactor(model, layer, parameters);
        return prior.Structure is PriorStructure.PerWeight
            ? new LayerPrior(mean, raw.Exp() * scale, FactorStructure.Diagonal)
            : new LayerPrior(mean, Node.Of(new Operation.ExpPackedDiagonal(fanIn), raw)[0] * scale, FactorStructure.Lower);
    }

    /// <summary>The prior of a layer whose units are correlated; null where they are independent.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <param name="parameters">A parameter's expression by name.</param>
    public static JointPrior? JointOf(BnnModel model, int layer, Func<string, Expr> parameters)
    {
        var prior = model.PriorOf(layer);
        if (prior.Structure is PriorStructure.PerWeight or PriorStructure.PerUnit)
        {
            return null;
        }
        double scale = Scale(prior, model.FanIn(layer));
        var mean = Learned(prior.Learning).Means is not null
            ? parameters(MeanName(model, layer))
            : Expr.Constant(StartOfMean(model, layer, model.Width(layer), FixedKey));
        var raw = RawFactor(model, layer, parameters);
        int weights = (int)model.WeightCount(layer), below = BelowCount(model, layer);
        if (below == 0)
        {
            return new JointPrior(mean, Factor(raw), null);
        }
        var rows = Enumerable.Range(0, weights).ToArray();
        int[] ofBelow = [.. rows.SelectMany(row => Enumerable.Range(JointRow(row, below), below))];
        int[] own = [.. rows.SelectMany(row => Enumerable.Range(JointRow(row, below) + below, row + 1))];
        return new JointPrior(mean, Factor(raw.Gather(0, own)), raw.Gather(0, ofBelow).Reshape([weights, below]) * scale);

        Expr Factor(Expr packed) => Node.Of(new Operation.ExpPackedDiagonal(weights), packed)[0].UnpackLower(weights) * scale;
    }

    /// <summary>The parameters of a layer's prior: those that are learned from the values, the others where they start.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <param name="values">A value for every parameter of the model.</param>
    public static PriorStart.Given Values(BnnModel model, int layer, ParameterSet values)
    {
        var (means, factors) = Learned(model.PriorOf(layer).Learning);
        var mean = means is null ? StartOfMean(model, layer, model.Width(layer), FixedKey) : values[MeanName(model, layer)];
        var factor = factors is null ? StartOfFactor(model, layer, FixedKey) : values[FactorName(model, layer)];
        return new PriorStart.Given(ValueList.Create(mean.Doubles), ValueList.Create(factor.Doubles));
    }

    /// <summary>Where a row of a joint triangle begins among a layer's numbers.</summary>
    internal static int JointRow(int row, int below) => row * below + row * (row + 1) / 2;

    /// <summary>Number of weights below that a layer's weights are correlated with.</summary>
    internal static int BelowCount(BnnModel model, int layer) =>
        model.PriorOf(layer).Structure is PriorStructure.PerNetwork ? (int)model.WeightsBelow(layer) : 0;

    private static RandomKey FixedKey => RandomKey.FromSeed(0).Fold("fixed prior");

    private static (int? Means, int? Factors) Learned(PriorLearning learning) => learning switch
    {
        PriorLearning.Fixed => (null, null),
        PriorLearning.Learned => (0, 0),
        PriorLearning.MeansOnly => (0, null),
        PriorLearning.ReleasedAt released => (released.Step, released.Then is PriorLearning.Learned ? released.Step : null),
        _ => throw new InvalidOperationException($"{learning} is not a kind of learning."),
    };

    private static Expr RawFactor(BnnModel model, int layer, Func<string, Expr> parameters) =>
        Learned(model.PriorOf(layer).Learning).Factors is not null
            ? parameters(FactorName(model, layer))
            : Expr.Constant(StartOfFactor(model, layer, FixedKey));

    private static Tensor StartOfMean(BnnModel model, int layer, int units, RandomKey key)
    {
        var prior = model.PriorOf(layer);
        int fanIn = model.FanIn(layer);
        if (prior.Start is PriorStart.Given given)
        {
            return Tensor.Of([units, fanIn], given.Means.AsSpan());
        }
        double stdDev = (prior.Start is PriorStart.SmallRandom random ? random.MeanStdDev : 0) * Scale(prior, fanIn);
        return Tensor.Generate([units, fanIn], i => stdDev == 0 ? 0 : stdDev * key.Normal(i / fanIn, i % fanIn));
    }

    private static Tensor StartOfFactor(BnnModel model, int layer, RandomKey key)
    {
        var prior = model.PriorOf(layer);
        var shape = FactorShape(model, layer);
        if (prior.Start is PriorStart.Given given)
        {
            return Tensor.Of(shape, given.Factors.AsSpan());
        }
        double stdDev = prior.Start is PriorStart.SmallRandom random ? random.LogScaleStdDev : 0;
        double logStdDev = prior.Start is PriorStart.Spread spread ? Math.Log(spread.StdDev.Value) : 0;
        var (units, fanIn, below) = (model.Width(layer), model.FanIn(layer), BelowCount(model, layer));
        var values = new double[shape.Size];
        for (int i = 0; (stdDev > 0 || logStdDev != 0) && i < units * fanIn; i++)
        {
            var (unit, weight) = (i / fanIn, i % fanIn);
            int diagonal = prior.Structure switch
            {
                PriorStructure.PerWeight => i,
                PriorStructure.PerUnit => unit * shape[1] + weight * (weight + 1) / 2 + weight,
                _ => JointRow(i, below) + below + i,
            };
            values[diagonal] = logStdDev + (stdDev > 0 ? stdDev * key.Normal(unit, weight) : 0);
        }
        return Tensor.Of(shape, values);
    }

    private static Shape MeanShape(BnnModel model, int layer) => [model.Width(layer), model.FanIn(layer)];

    private static Shape FactorShape(BnnModel model, int layer)
    {
        var (units, fanIn) = (model.Width(layer), model.FanIn(layer));
        return model.PriorOf(layer).Structure switch
        {
            PriorStructure.PerWeight => [units, fanIn],
            PriorStructure.PerUnit => [units, fanIn * (fanIn + 1) / 2],
            PriorStructure.PerLayer or PriorStructure.PerNetwork =>
                [checked((int)(model.PriorParameterCount(layer) - model.WeightCount(layer)))],
            _ => throw new InvalidOperationException($"{model.PriorOf(layer).Structure} is not a prior structure."),
        };
    }

    private static double Scale(Prior prior, int fanIn) => prior.Scale is PriorScale.FanIn ? 1 / Math.Sqrt(fanIn) : 1;

    private static string MeanName(BnnModel model, int layer) => $"{model.PathOf(layer)}.prior.mean";

    private static string FactorName(BnnModel model, int layer) => $"{model.PathOf(layer)}.prior.factor";
}
