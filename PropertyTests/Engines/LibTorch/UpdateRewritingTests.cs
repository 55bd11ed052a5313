using FsCheck.Fluent;
using ProbBnn.Engines.LibTorch;
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

    /// <summary>Half a network of 512 units, 32 tasks, 8 samples: all units' whitened features would be 10 billion numbers.</summary>
    [Fact]
    public void An_update_that_no_tensor_could_hold_at_once_is_encoded_in_parts_that_one_can()
    {
        const int Tasks = 32, Samples = 8, Units = 512, Points = 160, FanIn = 513;
        var update = new Operation.ConjugateUpdate(FactorStructure.Diagonal, ConjugateForm.Cheapest, 0);
        Shape[] shapes =
        [
            [1, FanIn], [1, FanIn], [Tasks, Samples, Points, FanIn - 1], [Tasks, Samples, Points, Units], [Tasks, Samples, Points, Units],
            [Tasks], [Tasks, Samples, Units, FanIn], [Tasks, Samples, Units, Points],
        ];
        Expr[] arguments = [.. shapes.Select((s, i) => Expr.Input($"x{i}", s))];
        var node = Node.Of(update, [.. arguments]);
        var gradients = Gradients.Of(node[0].Square().Sum() + node[1].Sum(), [arguments[2], arguments[4]]);
        var listing = Listing.Of(Program.Of(("features", gradients[0]), ("noise", gradients[1])), inverts: true);
        Assert.All(listing.Lines, line => Assert.True(listing.Shapes[line.Result].LongSize <= TaskParts.Largest));
        Assert.InRange(listing.PeakElements(), 1L << 31, 10L << 30);
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
