using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Models;

/// <summary>Priors over whole layers and networks: draws and conditionals against MathNet, simpler structures as special
/// cases.</summary>
public class JointPriorTests
{
    private static readonly IEngine Engine = new ReferenceEngine();

    private static readonly PriorStructure[] Structures =
        [new PriorStructure.PerWeight(), new PriorStructure.PerUnit(), new PriorStructure.PerLayer(), new PriorStructure.PerNetwork()];

    private static BnnModel Network(PriorStructure structure, PriorScale scale, int outputs = 2) => new[] { 3, 2 }
        .Aggregate(Bnn.Regression(1, outputs), (built, width) => built.Hidden(width, Activation.Tanh, Learned(structure, scale)))
        .Output(Learned(structure, scale))
        .Observe(Likelihood.Gaussian(StdDev.Of(0.3)))
        .PseudoLikelihood(Amortised.Mlp(3).SeeingActivations().LastLayerTargets(PseudoTargets.Network).LastLayerNoise(PseudoNoise.Network))
        .Build();

    private static Prior Learned(PriorStructure structure, PriorScale scale) =>
        new(structure, scale, new PriorLearning.Learned(), new PriorStart.Zero());

    /// <summary>The whole of the network's mean and lower factor, row by row from the given numbers.</summary>
    private static (Vector<double> Mean, Matrix<double> Factor) Dense(BnnModel model)
    {
        int all = Enumerable.Range(0, model.LayerCount).Sum(l => (int)model.WeightCount(l));
        var (mean, factor) = (Vector<double>.Build.Dense(all), Matrix<double>.Build.Dense(all, all));
        int row = 0;
        for (int layer = 0; layer < model.LayerCount; layer++)
        {
            var given = (PriorStart.Given)model.PriorOf(layer).Start;
            double scale = model.PriorOf(layer).Scale is PriorScale.FanIn ? 1 / Math.Sqrt(model.FanIn(layer)) : 1;
            int at = 0;
            foreach (double weight in given.Means)
            {
                mean[row] = weight;
                for (int column = 0; column <= row; column++, at++)
                {
                    factor[row, column] = scale * (column == row ? Math.Exp(given.Factors[at]) : given.Factors[at]);
                }
                row++;
            }
        }
        return (mean, factor);
    }

    /// <summary>Draws, and the conditional of every layer given the sampled ones below, against Schur complements: 20 cases.</summary>
    [Fact]
    public void A_network_wide_prior_has_the_stated_covariance_and_its_conditionals() => Law.Holds(Gen.Choose(0, 1000), seed =>
    {
        PriorScale scale = seed % 2 == 0 ? new PriorScale.Unscaled() : new PriorScale.FanIn();
        var plain = Network(new PriorStructure.PerNetwork(), scale);
        var key = RandomKey.FromSeed((ulong)seed);
        var model = plain.WithPriors(layer => plain.PriorOf(layer).Fixed().Starting(Dsl.Models.GivenStart(plain, layer, key.Fold(layer))));
        var (mean, factor) = Dense(model);
        var covariance = factor * factor.Transpose();
        var lowered = LoweredModel.Of(model, [1, 1]);
        var noise = Enumerable.Range(0, 3).Select(layer => Expr.Normal(
            PosteriorPass.Keys, [1, 1], $"layer {layer} weights", model.Width(layer), model.FanIn(layer))).ToArray();
        var outputs = new List<(string, Expr)>();
        Expr? below = null;
        var weights = PriorPass.Run(lowered, 1, 1).Weights;
        for (int layer = 0; layer < 3; layer++)
        {
            var joint = lowered.JointPriorOf(layer)!;
            outputs.AddRange([($"w{layer}", weights[layer]), ($"z{layer}", noise[layer]), ($"m{layer}", joint.MeanGiven(below)),
                ($"c{layer}", Expr.MatMul(joint.Factor, joint.Factor, transposeRight: true))]);
            below = JointPrior.Stack(below, noise[layer]);
        }
        var got = Engine.Run(Program.Of([.. outputs]), new Dictionary<string, Tensor>(), Keys(key));
        var w = Vector<double>.Build.DenseOfEnumerable(Enumerable.Range(0, 3).SelectMany(l => got[$"w{l}"].Doubles.ToArray()));
        var z = Vector<double>.Build.DenseOfEnumerable(Enumerable.Range(0, 3).SelectMany(l => got[$"z{l}"].Doubles.ToArray()));
        Assert.True((mean + factor * z - w).InfinityNorm() < 1e-11);
        for (int layer = 0, first = 0; layer < 3; layer++)
        {
            int count = (int)model.WeightCount(layer);
            var own = covariance.SubMatrix(first, count, first, count);
            var ownMean = mean.SubVector(first, count);
            if (first > 0)
            {
                var gain = covariance.SubMatrix(first, count, 0, first) * covariance.SubMatrix(0, first, 0, first).Inverse();
                ownMean += gain * (w - mean).SubVector(0, first);
                own -= gain * covariance.SubMatrix(0, first, first, count);
            }
            Arrays.Near(Tensor.Generate(got[$"m{layer}"].Shape, i => ownMean[i]), got[$"m{layer}"], 1e-6, "conditional mean");
            Arrays.Near(Arrays.Of([count, count], i => own[i[0], i[1]]), got[$"c{layer}"], 1e-6, "conditional covariance");
            first += count;
        }
    }, count: 20);

    /// <summary>
    /// With diagonal factors all four structures, and with block-diagonal ones all but the first, are one prior: samples, outputs, KL and
    /// gradients agree, for contexts of 3, 0 and 2 points with rubbish in the padding.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Structures_agree_where_their_factors_do(bool diagonal)
    {
        var simple = Network(diagonal ? new PriorStructure.PerWeight() : new PriorStructure.PerUnit(), new PriorScale.FanIn());
        var key = RandomKey.FromSeed(5);
        var start = ParameterSet.Start(LoweredModel.Of(simple, [1, 1]).Parameters, key);
        var values = new ParameterSet(start.Names.Select((name, i) => (name, name.Contains("prior", StringComparison.Ordinal)
            ? Tensor.Generate(start[name].Shape, j => 0.4 * key.Fold(i).Normal(0, j)) : start[name])));
        var expected = Pass(simple, values, 3);
        foreach (var structure in Structures.Skip(diagonal ? 1 : 2))
        {
            var model = Network(structure, new PriorScale.FanIn());
            var embedded = new ParameterSet(values.Names.Select(name => (name, name.EndsWith("prior.factor", StringComparison.Ordinal)
                ? Embedded(simple, model, LayerOf(name), values[name]) : values[name])));
            foreach (int capacity in new[] { 3, 5 })
            {
                var got = Pass(model, embedded, capacity);
                foreach (var (name, value) in expected.Where(e => !e.Key.StartsWith("outputs", StringComparison.Ordinal)))
                {
                    var other = name.EndsWith("prior.factor", StringComparison.Ordinal)
                        ? Extracted(simple, model, LayerOf(name), got[name], value.Shape) : got[name];
                    Arrays.Near(value, other, 1e-9, $"{structure} {name}");
                }
            }
        }
    }

    /// <summary>Of an empty context the posterior is the prior and the KL 0; the second of the three tasks above is empty.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void An_empty_context_gives_prior_draws_and_no_divergence(int structure)
    {
        var model = Network(Structures[structure], new PriorScale.FanIn());
        var key = RandomKey.FromSeed(6);
        var lowered = LoweredModel.Of(model, [1, 1]);
        var values = new ParameterSet(lowered.Parameters.Select((s, i) =>
            (s.Name, Tensor.Generate(s.Shape, j => 0.3 * key.Fold(i).Normal(0, j)))));
        var prior = PriorPass.Run(lowered.With(values), 3, 2).Weights;
        var drawn = Run(Program.Of([.. prior.Select((w, l) => ($"weights {l}", w))]), []);
        var posterior = Pass(model, values, 3);
        for (int layer = 0; layer < 3; layer++)
        {
            var (before, after) = (drawn[$"weights {layer}"], posterior[$"weights {layer}"]);
            int size = before.Shape.Size / 3;
            Assert.All(Enumerable.Range(size, size), i => Assert.Equal(before.Doubles[i], after.Doubles[i], 1e-12));
            Assert.Equal(0, posterior[$"KL {layer}"].At(1, 0), 1e-12);
            Assert.True(posterior[$"KL {layer}"].At(0, 0) > 1e-6 && posterior[$"KL {layer}"].At(2, 1) > 1e-6);
        }
    }

    /// <summary>Every prior parameter of every structure by central differences, through an objective with targets, KL and predictive
    /// terms, with the last layer sampled and integrated out.</summary>
    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Gradients_are_those_of_differences(int structure, bool integrated)
    {
        var prior = Learned(Structures[structure], new PriorScale.FanIn());
        var nets = Amortised.Mlp(2);
        var model = Bnn.Regression(1, 1).Hidden(2, Activation.Tanh, prior).Output(prior).Observe(Likelihood.Gaussian(StdDev.Of(0.4)))
            .PseudoLikelihood(integrated ? nets.IntegratingLastLayer() : nets).Build();
        var lowered = LoweredModel.Of(model, [1]);
        var key = RandomKey.FromSeed(9);
        var terms = TaskTerms.Of(
            lowered, Points("context", 2, 3), Points("target", 2, 2), Expr.Input("fresh", [2]), 2, Expr.Input("known", [2]));
        var value = (terms.TargetPredictive.LogMeanExp(^1) + (terms.ContextLogDensity - terms.Divergence
            + terms.DivergenceFromKnown * 0.7).Mean(^1)).Sum();
        var specs = lowered.Parameters.Where(p => p.Role == ParameterRole.Prior).ToArray();
        var gradients = Gradients.Of(value, [.. specs.Select(s => lowered.Parameter(s.Name))]);
        var inputs = Inputs(2, 3, [3, 1]);
        inputs["fresh"] = Tensor.Of([2], 2, 1);
        inputs["known"] = Tensor.Of([2], 1, 0);
        foreach (var (spec, i) in lowered.Parameters.Select((s, i) => (s, i)))
        {
            inputs[spec.Name] = Tensor.Generate(spec.Shape, j => 0.4 * key.Fold(i).Normal(0, j));
        }
        var program = Program.Of([("value", value), .. specs.Zip(gradients, (s, g) => (s.Name, g))]);
        var objective = Program.Of(("value", value));
        var got = Run(program, inputs);
        foreach (var spec in specs)
        {
            var expected = Differences.Gradient(
                x => Run(objective, new Dictionary<string, Tensor>(inputs) { [spec.Name] = x[0] })["value"].Doubles[0],
                [inputs[spec.Name]], 0);
            Arrays.Near(expected, got[spec.Name], 1e-6, spec.Name);
        }
    }

    [Fact]
    public void What_needs_independent_units_refuses_others()
    {
        var lowered = LoweredModel.Of(Network(new PriorStructure.PerLayer(), new PriorScale.FanIn()), [1, 1]);
        var refusal = Assert.Throws<ModelException>(() => lowered.PriorOf(0));
        Assert.Equal("layers[0].prior.structure", refusal.Problem.Where);
        Assert.Contains("Prior.PerUnit()", refusal.Message, StringComparison.Ordinal);
    }

    private static int LayerOf(string name) => name.StartsWith("output", StringComparison.Ordinal) ? 2 : name["layers[".Length] - '0';

    /// <summary>Positions of the simple structure's numbers among those of the other.</summary>
    private static int[] Positions(BnnModel simple, BnnModel model, int layer)
    {
        int fanIn = model.FanIn(layer);
        bool perUnit = simple.PriorOf(layer).Structure is PriorStructure.PerUnit;
        long below = model.PriorOf(layer).Structure is PriorStructure.PerNetwork ? model.WeightsBelow(layer) : 0;
        var positions = new List<int>();
        for (int row = 0; row < model.WeightCount(layer); row++)
        {
            int first = row / fanIn * fanIn;
            for (int column = perUnit ? first : row; column <= row; column++)
            {
                int local = row - first, localColumn = column - first;
                positions.Add(model.PriorOf(layer).Structure is PriorStructure.PerUnit
                    ? row / fanIn * (fanIn * (fanIn + 1) / 2) + local * (local + 1) / 2 + localColumn
                    : (int)(row * below + row * (row + 1) / 2 + below + column));
            }
        }
        return [.. positions];
    }

    private static Tensor Embedded(BnnModel simple, BnnModel model, int layer, Tensor numbers)
    {
        var shape = LoweredModel.Of(model, [1, 1]).Parameters.Single(p => p.Name == $"{model.PathOf(layer)}.prior.factor").Shape;
        var all = new double[shape.Size];
        foreach (var (position, i) in Positions(simple, model, layer).Select((p, i) => (p, i)))
        {
            all[position] = numbers.Doubles[i];
        }
        return Tensor.Of(shape, all);
    }

    private static Tensor Extracted(BnnModel simple, BnnModel model, int layer, Tensor all, Shape shape)
    {
        int[] positions = Positions(simple, model, layer);
        return Tensor.Generate(shape, i => all.Doubles[positions[i]]);
    }

    /// <summary>Samples, divergences and outputs of the posterior, and gradients of a function of all of them by every parameter.</summary>
    private static IReadOnlyDictionary<string, Tensor> Pass(BnnModel model, ParameterSet values, int capacity)
    {
        var lowered = LoweredModel.Of(model, [1, 1]);
        var pass = PosteriorPass.Run(lowered, Points("context", 3, capacity, 2), 2);
        var value = pass.Weights.Select(w => w.Sin().Sum()).Concat(pass.Divergences.Select(d => d.Sum() * 0.3)).Aggregate((a, b) => a + b)
            + pass.ContextOutputs.Square().Sum() * 0.1;
        var gradients = Gradients.Of(value, [.. lowered.Parameters.Select(p => lowered.Parameter(p.Name))]);
        var program = Program.Of(
        [
            .. pass.Weights.Select((w, l) => ($"weights {l}", w)), .. pass.Divergences.Select((d, l) => ($"KL {l}", d)),
            ("outputs", pass.ContextOutputs), .. lowered.Parameters.Zip(gradients, (p, g) => (p.Name, g)),
        ]);
        var inputs = Inputs(3, capacity, [3, 0, 2], 2);
        foreach (string name in values.Names)
        {
            inputs[name] = values[name];
        }
        return Run(program, inputs);
    }

    private static PointBatch Points(string name, int tasks, int capacity, int outputs = 1) =>
        PointBatch.Named(name, tasks, capacity, 1, outputs);

    private static Dictionary<string, Tensor> Inputs(int tasks, int capacity, double[] counts, int outputs = 1)
    {
        var key = RandomKey.FromSeed(2);
        double Number(string what, int task, int point, int d) =>
            point < counts[task] ? key.Fold(what).Fold(task).Normal(point, d) : 7 + point;
        return new Dictionary<string, Tensor>
        {
            ["context.inputs"] = Arrays.Of([tasks, capacity, 1], i => Number("x", i[0], i[1], i[2])),
            ["context.outputs"] = Arrays.Of([tasks, capacity, outputs], i => Number("y", i[0], i[1], i[2])),
            ["context.counts"] = Tensor.Of([tasks], counts),
            ["target.inputs"] = Arrays.Of([tasks, 2, 1], i => key.Normal(i[0], i[1])),
            ["target.outputs"] = Arrays.Of([tasks, 2, outputs], i => key.Normal(10 + i[0], 2 * i[1] + i[2])),
            ["target.counts"] = Tensor.Of([tasks], [.. counts.Select(_ => 2.0)]),
        };
    }

    private static IReadOnlyDictionary<string, Tensor> Run(Program program, Dictionary<string, Tensor> inputs) => Engine.Run(
        program, program.Inputs.ToDictionary(i => i.Name, i => inputs[i.Name]),
        program.Keys.ToDictionary(
            k => k.Name, k => Enumerable.Range(0, k.Shape.Size).Select(i => RandomKey.FromSeed(8).Fold(i)).ToArray()));

    private static Dictionary<string, RandomKey[]> Keys(RandomKey key) => new() { [PosteriorPass.Keys] = [key] };
}
