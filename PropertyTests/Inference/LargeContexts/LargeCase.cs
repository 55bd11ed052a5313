using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Engines;
using ProbBnn.Tensors;
using Priors = ProbBnn.Dsl.Prior;

namespace ProbBnn.PropertyTests.Inference.LargeContexts;

/// <summary>A random process with a random context: 1 to 3 layers of width 1 to 6, 1 or 2 inputs and outputs, 0 to 60 points, real
/// numbers or, in a quarter of the cases, labels.</summary>
internal sealed record LargeCase(AmortisedProcess Process, DataTask Context)
{
    public static LargeCase Draw(Dice d, IEngine engine, int mostPoints = 60)
    {
        var (inputs, outputs) = (d.Between(1, 2), d.Between(1, 2));
        var builder = Bnn.Regression(inputs, outputs);
        if (d.Chance(0.3))
        {
            builder = builder.Features(new InputFeatures.Raw().And(InputFeatures.FourierSeries(2, 4)));
        }
        int hidden = d.Between(0, 2), width = d.Between(1, 6);
        for (int layer = 0; layer < hidden; layer++)
        {
            bool residual = layer > 0 && d.Chance(0.3);
            width = residual ? width : d.Between(1, 6);
            var activation = d.Of(Activation.Tanh, Activation.Relu, Activation.Silu);
            builder = residual ? builder.HiddenResidual(width, activation, Prior(d)) : builder.Hidden(width, activation, Prior(d));
        }
        bool labels = d.Chance(0.25);
        var model = labels ? OfLabels(builder, d) : OfNumbers(builder, d);
        int points = d.Of(0, 1, d.Between(2, mostPoints));
        var x = d.Normals([points, inputs], 2);
        return new LargeCase(Moved(engine, model, d), new DataTask("big", x.Doubles, Observed(model, d, points), inputs, outputs));
    }

    /// <summary>Observations of some points: labels where the model is of labels.</summary>
    public static double[] Observed(BnnModel model, Dice d, int points)
    {
        double[] numbers = d.Normals([points, model.Outputs], 3).Doubles.ToArray();
        return model.Likelihood is Likelihood.Bernoulli ? [.. numbers.Select(y => y > 0 ? 1.0 : 0.0)] : numbers;
    }

    /// <summary>Cuts the context into random parts, in random order.</summary>
    public (int First, int Count)[] Cut(Dice d, int most)
    {
        var parts = new List<(int, int)>();
        for (int first = 0, count; first < Context.Points; first += count)
        {
            count = d.Between(1, Math.Min(most, Context.Points - first));
            parts.Add((first, count));
        }
        return [.. d.Key().Permutation(parts.Count).Select(i => parts[i])];
    }

    private static BnnModel OfNumbers(ModelBuilder builder, Dice d)
    {
        var nets = Amortised.Mlp(4).LastLayerTargets(d.Of(PseudoTargets.Observed, PseudoTargets.Network))
            .LastLayerNoise(d.Of(PseudoNoise.Likelihood, PseudoNoise.Network));
        nets = d.Chance(0.4) ? nets.IntegratingLastLayer() : nets;
        nets = d.Chance(0.3) ? nets.SeeingActivations() : nets;
        return builder.Output(Prior(d)).Observe(Likelihood.Gaussian(StdDev.Of(0.3)).Learned()).PseudoLikelihood(nets).Build();
    }

    private static BnnModel OfLabels(ModelBuilder builder, Dice d)
    {
        var nets = Amortised.Mlp(4).LastLayerTargets(PseudoTargets.Network).LastLayerNoise(PseudoNoise.Network);
        nets = d.Chance(0.3) ? nets.SeeingActivations() : nets;
        return builder.Output(Prior(d)).Observe(Likelihood.Bernoulli()).Scale(new ScalingPolicy(InputScaling.Standardise, OutputScaling.None))
            .PseudoLikelihood(nets).Build();
    }

    private static Priors Prior(Dice d)
    {
        var prior = d.Chance(0.5) ? Priors.PerUnit() : Priors.PerWeight();
        prior = d.Chance(0.7) ? prior.ScaledByFanIn() : prior;
        return d.Chance(0.8) ? prior.Learned().Starting(new PriorStart.SmallRandom(0.3, 0.2)) : prior;
    }

    /// <summary>Parameters moved off their start, so that prior factors have no zeros and networks no symmetry.</summary>
    private static AmortisedProcess Moved(IEngine engine, BnnModel model, Dice d)
    {
        var affine = (int columns) => new Affine(
            Enumerable.Range(0, columns).Select(i => 0.3 * i - 0.2).ToValueList(),
            Enumerable.Range(0, columns).Select(i => 1.5 + i).ToValueList());
        ValueList<string> Names(string name, int count) => [.. Enumerable.Range(0, count).Select(i => $"{name}{i}")];
        ValueList<double> Range(double end) => [.. Enumerable.Repeat(end, model.Inputs)];
        var ofOutputs = model.Likelihood is Likelihood.Bernoulli
            ? new Affine([.. new double[model.Outputs]], [.. Enumerable.Repeat(1.0, model.Outputs)]) : affine(model.Outputs);
        var frame = new DataFrame(
            Names("x", model.Inputs), Names("y", model.Outputs), new AffineScaling(affine(model.Inputs), ofOutputs),
            new InputRange(Range(-5), Range(5)));
        var start = AmortisedProcess.Untrained(engine, model, frame, (ulong)d.Between(0, 1000));
        var moved = start.Parameters.Names.Select(name => (
            name, start.Parameters[name] is var value ? Tensor.Generate(value.Shape, i => value.Doubles[i] + 0.2 * d.Normal()) : null!));
        return new AmortisedProcess(engine, model, frame, new ParameterSet([.. moved]), start.Training);
    }
}
