using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Models;

/// <summary>What NPVI takes in the prior's place, in a network of three layers: the divergence from the posterior of the points known
/// before, for tasks of 4, 0, 1 and 3 points with rubbish in the padding.</summary>
public class DivergenceFromKnownTests
{
    private const int Tasks = 4, Capacity = 5, Samples = 3;

    private static readonly double[] Counts = [4, 0, 1, 3];

    /// <summary>
    /// Where nothing is known it is the divergence from the prior, sample by sample; where all is known it is 0; between, it is neither and
    /// never negative. Every structure in all layers and one mixture, the last layer sampled and integrated out: 10 cases.
    /// </summary>
    [Theory]
    [InlineData("weight", false), InlineData("unit", false), InlineData("layer", false), InlineData("network", false)]
    [InlineData("mixed", false), InlineData("weight", true), InlineData("unit", true), InlineData("layer", true)]
    [InlineData("network", true), InlineData("mixed", true)]
    public void It_is_that_from_the_prior_where_nothing_is_known_and_none_where_all_is(string name, bool integrated)
    {
        int outputs = integrated ? 1 : 2;
        var prior = Prior.PerWeight().ScaledByFanIn();
        var nets = Amortised.Mlp(3).LastLayerTargets(PseudoTargets.Network).LastLayerNoise(PseudoNoise.Network);
        var plain = Bnn.Regression(1, outputs).Hidden(3, Activation.Tanh, prior).HiddenResidual(3, Activation.Silu, prior).Output(prior)
            .Observe(Likelihood.Gaussian(StdDev.Of(0.4)))
            .PseudoLikelihood(integrated ? nets.IntegratingLastLayer() : nets).Build();
        int index = Array.IndexOf(["weight", "unit", "layer", "network"], name);
        var structures = Enumerable.Range(0, 3).Select(layer => DensePrior.Structures[index >= 0 ? index : layer]).ToArray();
        var model = DensePrior.Random(plain, structures, RandomKey.FromSeed(3));
        var lowered = LoweredModel.Of(model, [.. Enumerable.Repeat(1.0, outputs)]);
        var terms = TaskTerms.Of(
            lowered, PointBatch.Named("context", Tasks, Capacity, 1, outputs), PointBatch.Named("target", Tasks, 2, 1, outputs),
            Expr.Input("fresh", [Tasks]), Samples, Expr.Input("known", [Tasks]));
        var program = Program.Of(("from prior", terms.Divergence), ("from known", terms.DivergenceFromKnown));
        var none = Run(program, lowered, [0, 0, 0, 0]);
        Arrays.Near(none["from prior"], none["from known"], 1e-9, "nothing known");
        var all = Run(program, lowered, Counts);
        Arrays.Near(Tensor.Fill([Tasks, Samples], 0), all["from known"], 1e-9, "all known");
        Arrays.Near(none["from prior"], all["from prior"], 0, "the divergence from the prior");
        var some = Run(program, lowered, [2, 0, 1, 1]);
        for (int s = 0; s < Samples; s++)
        {
            Assert.True(none["from prior"].At(0, s) > 1e-3 && Math.Abs(none["from prior"].At(1, s)) < 1e-11);
            Assert.InRange(some["from known"].At(0, s), 1e-6, double.MaxValue);
            Assert.NotEqual(some["from prior"].At(0, s), some["from known"].At(0, s), 1e-6);
            Assert.InRange(some["from known"].At(3, s), 1e-6, double.MaxValue);
        }
    }

    private static IReadOnlyDictionary<string, Tensor> Run(Program program, LoweredModel lowered, double[] known)
    {
        int outputs = lowered.Model.Outputs;
        var key = RandomKey.FromSeed(12);
        double Number(string what, int task, int point, int d) =>
            point < Counts[task] ? key.Fold(what).Fold(task).Normal(point, d) : 7 + point;
        var inputs = new Dictionary<string, Tensor>
        {
            ["context.inputs"] = Arrays.Of([Tasks, Capacity, 1], i => Number("x", i[0], i[1], i[2])),
            ["context.outputs"] = Arrays.Of([Tasks, Capacity, outputs], i => Number("y", i[0], i[1], i[2])),
            ["context.counts"] = Tensor.Of([Tasks], Counts),
            ["target.inputs"] = Arrays.Of([Tasks, 2, 1], i => key.Normal(i[0], i[1])),
            ["target.outputs"] = Arrays.Of([Tasks, 2, outputs], i => key.Normal(10 + i[0], 2 * i[1] + i[2])),
            ["target.counts"] = Tensor.Fill([Tasks], 2),
            ["fresh"] = Tensor.Fill([Tasks], 2),
            ["known"] = Tensor.Of([Tasks], known),
        };
        var start = ParameterSet.Start(lowered.Parameters, key.Fold("networks"));
        foreach (string name in start.Names)
        {
            inputs[name] = start[name];
        }
        return new ReferenceEngine().Run(
            program, program.Inputs.ToDictionary(i => i.Name, i => inputs[i.Name]),
            program.Keys.ToDictionary(
                k => k.Name, k => Enumerable.Range(0, k.Shape.Size).Select(i => RandomKey.FromSeed(8).Fold(i)).ToArray()));
    }
}
