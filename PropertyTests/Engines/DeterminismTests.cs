using System.Collections.Immutable;
using FsCheck.Fluent;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

public class DeterminismTests
{
    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        foreach (bool wide in new[] { true, false })
        {
            using var one = Engine(1, wide);
            using var two = Engine(2, wide);
            using var four = Engine(4, wide);
            var sample = Large();
            var expected = one.Run(sample.Program, sample.Inputs, sample.Keys);
            foreach (var engine in new[] { two, four, four, four })
            {
                var actual = engine.Run(sample.Program, sample.Inputs, sample.Keys);
                Assert.All(expected, p => Assert.Equal(p.Value, actual[p.Key]));
            }
            Law.Holds(Gen.Choose(0, 1_000_000), seed =>
            {
                var small = RandomPrograms.Of(new Dice(seed));
                var bits = one.Run(small.Program, small.Inputs, small.Keys);
                var others = four.Run(small.Program, small.Inputs, small.Keys);
                Assert.All(bits, p => Assert.Equal(p.Value, others[p.Key]));
            }, count: 50);
        }
    }

    [Fact]
    public void Sessions_of_one_executable_run_side_by_side()
    {
        using var engine = Engine(2, wide: true);
        var sample = Large();
        var expected = engine.Run(sample.Program, sample.Inputs, sample.Keys);
        using var executable = engine.Compile(sample.Program);
        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            using var session = executable.Rent();
            Write(session, sample);
            session.Run();
            for (int i = 0; i < sample.Program.Outputs.Length; i++)
            {
                Assert.Equal(expected[sample.Program.Outputs[i].Name], session.ReadTensor(i, sample.Program.OutputShape(i)));
            }
        });
    }

    [Fact]
    public void A_warm_run_allocates_nothing()
    {
        var sample = Large();
        foreach (int threads in new[] { 1, 3 })
        {
            foreach (bool wide in new[] { true, false })
            {
                using var engine = Engine(threads, wide);
                using var executable = engine.Compile(sample.Program);
                using var session = executable.Rent();
                Write(session, sample);
                for (int i = 0; i < 3; i++)
                {
                    session.Run();
                }
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 5; i++)
                {
                    session.Run();
                }
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }
    }

    private static ManagedEngine Engine(int threads, bool wide)
    {
        var options = new ManagedOptions { Threads = threads };
        return wide ? ManagedEngine.Double(options) : ManagedEngine.Single(options);
    }

    private static void Write(ISession session, RandomPrograms.Sample sample)
    {
        foreach (var (name, value) in sample.Inputs)
        {
            session.Write(sample.Program.Input(name), value.Doubles);
        }
        foreach (var (name, value) in sample.Keys)
        {
            session.WriteKeys(sample.Program.Key(name), value);
        }
    }

    /// <summary>Every kind of step, large enough to be shared by threads.</summary>
    private static RandomPrograms.Sample Large()
    {
        var d = new Dice(1);
        Expr x = Expr.Input("x", [40, 60, 50]), row = Expr.Input("row", [50]), column = Expr.Input("column", [60, 1]);
        var noise = Expr.Normal("keys", [40], "noise", 60, 50);
        var mixed = (x * row + column).Tanh() + noise;
        var identity = Expr.Constant(Tensor.Generate([50, 50], i => i % 51 == 0 ? 1 : 0));
        var square = Expr.MatMul(mixed, mixed, transposeLeft: true) * (1.0 / 60) + identity;
        var factor = square.Cholesky();
        var solved = factor.TriangularSolve(mixed.Transpose());
        var parts = Expr.Concat(1, mixed.Slice(1, 3, 40), mixed.Gather(1, 5, 5, 59));
        var (update, arguments) = ConjugateCases.Arguments(new Dice(5));
        var node = Node.Of(update, [.. arguments.Select(Expr.Constant)]);
        ImmutableArray<Expr> weights = [.. new[] { (40, 51), (40, 41), (3, 41) }.Select(size =>
            Expr.Constant(d.Normals([1, 40, size.Item1, size.Item2], 0.2)))];
        var points = mixed.Slice(0, 0, 1).Reshape([1, 1, 60, 50]);
        var network = Expr.DenseNetwork(
            points, weights, [new DenseLayer(DenseActivation.Silu), new DenseLayer(DenseActivation.Relu, true)]);
        var slopes = Gradients.Of(network.Square().Sum(), [points, .. weights]);
        var adam = Node.Of(new Operation.AdamStep(0.9, 0.999, 1e-8), x, noise, noise.Square(), mixed, 0.1, 2.0);
        (string, Expr)[] outputs =
        [
            ("sum", mixed.Sum()), ("rows", mixed.Sum(0)), ("columns", mixed.Sum(2)), ("middle", mixed.Sum(1)), ("lse", mixed.LogSumExp(^1)),
            ("lse0", mixed.LogSumExp(0)), ("factor", factor), ("solved", solved), ("parts", parts), ("permuted", mixed.Permute(2, 0, 1)),
            ("adam", adam[0]), ("packed", square.PackLower(50).UnpackLower(50)), ("weights", node[0]), ("kl", node[1]),
            ("scattered", Node.Of(new Operation.ScatterAdd(0, [.. Enumerable.Range(0, 40).Select(i => i % 7)], 7), mixed)[0]),
            ("network", network), .. slopes.Select((slope, i) => ($"slope {i}", slope)),
            ("repeated", column.BroadcastTo([40, 60, 50]).Exp()),
        ];
        return new RandomPrograms.Sample(
            Program.Of(outputs),
            new Dictionary<string, Tensor>
            {
                ["x"] = d.Normals(x.Shape),
                ["row"] = d.Normals(row.Shape),
                ["column"] = d.Normals(column.Shape),
            },
            new Dictionary<string, RandomKey[]> { ["keys"] = [.. Enumerable.Range(0, 40).Select(_ => d.Key())] });
    }
}
