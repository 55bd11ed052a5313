using FsCheck.Fluent;
using ProbBnn.Benchmarks;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Engines.Kernels;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

/// <summary>What the libtorch engine makes of conjugate updates before it hands them over, run by the Reference engine; needs no library.</summary>
public class UpdateRewritingTests
{
    /// <summary>1 to 3 tasks and samples, 2 to 4 units, 0 to 8 points, more weights than points.</summary>
    [Fact]
    public void Units_that_share_their_prior_are_updated_and_differentiated_as_defined()
    {
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            foreach (var one in Cases(seed, Shared))
            {
                var rewritten = SharedPrior.Use(one.Program);
                Assert.DoesNotContain(rewritten.Instructions, i => i.Operation is Operation.Composite);
                Agree(one, rewritten);
            }
        }, count: 300);
    }

    [Fact]
    public void Updates_in_parts_are_those_of_all_tasks()
    {
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            foreach (var one in Cases(seed, ConjugateCases.Arguments))
            {
                int tasks = one.Inputs["x6"].Shape[0];
                var parts = TaskParts.Split(one.Program, largest: 1);
                int expected = one.Inputs["x7"].Shape.Size == 0 ? 1 : tasks;
                Assert.Equal(expected, parts.Instructions.Count(i => i.Operation is Operation.Composite));
                Agree(one, parts);
                Assert.Equal(one.Program.Instructions.Length, TaskParts.Split(one.Program).Instructions.Length);
            }
        }, count: 300);
    }

    /// <summary>Three layers of 512 units, 32 tasks of 200 points, 8 samples: features of every unit would be 10 billion numbers a layer.</summary>
    [Fact]
    public void A_step_of_the_largest_configuration_is_planned_for_the_memory_of_a_GPU()
    {
        const long Gigabyte = 1_000_000_000;
        var configuration = StepConfiguration.Large;
        var lowered = LoweredModel.Of(configuration.Model(), [1]);
        var options = configuration.Options(1);
        var shape = BatchShape.For(configuration.Beyond - 1, options.BatchTasks, configuration.Objective, options);
        var program = TrainingPrograms.Step(lowered, configuration.Objective, shape, lowered.Parameters, options.ClipNorm);
        var listing = EarlySums.Move(SummedProducts.Join(Listing.Of(program, inverts: true)));
        Assert.All(listing.Lines, line => Assert.InRange(listing.Shapes[line.Result].LongSize, 0, TaskParts.Largest));
        Assert.InRange(listing.PeakElements() * sizeof(float), 20 * Gigabyte, 40 * Gigabyte);
    }

    /// <summary>A chain of large tensors, each summed at the end: as built all are alive at once, moved one, and its square.</summary>
    [Fact]
    public void Sums_are_done_before_what_they_are_of_has_to_wait()
    {
        Expr x = Expr.Input("x", [400, 400]), sums = 0.0;
        for (int i = 0; i < 6; i++)
        {
            x = x.Sin();
            sums += x.Square().Reshape([160_000]).Sum();
        }
        var listing = Listing.Of(Program.Of(("x", x.Diagonal()), ("y", sums)), inverts: false);
        var moved = EarlySums.Move(listing);
        Assert.Equal(listing.Lines.ToHashSet(), moved.Lines.ToHashSet());
        var made = Enumerable.Range(0, moved.Shapes.Length).Except(moved.Lines.Select(l => l.Result)).ToHashSet();
        Assert.All(moved.Lines, line => Assert.True(line.Arguments.All(made.Contains) && made.Add(line.Result)));
        Assert.InRange(listing.PeakElements(), 7 * 160_000, 9 * 160_000);
        Assert.InRange(moved.PeakElements(), 3 * 160_000, 5 * 160_000);
    }

    private static IEnumerable<OperationCase> Cases(int seed, Func<Dice, (Operation.ConjugateUpdate, Tensor[])> arguments)
    {
        var d = new Dice(seed);
        var (update, given) = arguments(d);
        var results = update.InferShapes([.. given.Select(a => a.Shape)]);
        yield return OperationCase.Of(update, given);
        yield return OperationCase.Of(
            new Operation.ConjugateUpdateGradient(update), [.. given, d.Normals(results[0]), d.Normals(results[1])]);
    }

    private static (Operation.ConjugateUpdate Update, Tensor[] Arguments) Shared(Dice d)
    {
        int b = d.Between(1, 3), s = d.Between(1, 3), u = d.Between(2, 4), n = d.Between(0, 8), k = n + d.Between(1, 4);
        var structure = d.Of(FactorStructure.Diagonal, FactorStructure.Lower);
        int packed = structure == FactorStructure.Lower ? k * (k + 1) / 2 : k;
        int Maybe(int full) => d.Chance(0.3) ? 1 : full;
        return (
            new Operation.ConjugateUpdate(structure, d.Of(ConjugateForm.Cheapest, ConjugateForm.Points), d.Of(0, 0.1)),
            [
                d.Normals([Maybe(u), k]), d.Normals([1, packed]), d.Normals([b, Maybe(s), n, k - 1]), d.Normals([b, Maybe(s), n, u]),
                d.Normals([Maybe(b), Maybe(s), Maybe(n), Maybe(u)], 0.3), Tensor.Generate([b], _ => d.Between(0, n)),
                d.Normals([b, s, u, k]), d.Normals([b, s, u, n]),
            ]);
    }

    private static void Agree(OperationCase one, Program rewritten)
    {
        var expected = new ReferenceEngine().Run(one.Program, one.Inputs, one.Keys);
        var given = one.Inputs.Where(p => rewritten.Inputs.Any(i => i.Name == p.Key)).ToDictionary();
        var actual = new ReferenceEngine().Run(rewritten, given, one.Keys);
        foreach (var (name, value) in expected)
        {
            double distance = Machine.Distance(OperationCase.Doubles(value), OperationCase.Doubles(actual[name]));
            Assert.True(distance <= 1e-10, $"{name}{value.Shape}: {distance}");
        }
    }
}
