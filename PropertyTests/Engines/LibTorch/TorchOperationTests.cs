using FsCheck.Fluent;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

public class TorchOperationTests
{
    public static TheoryData<string> Names => OperationTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operation_gives_what_Reference_gives_in_both_precisions(string name)
    {
        var cases = OperationCases.All.Single(p => p.Key.Name == name).Value;
        using var engines = new TorchEngines();
        Law.Holds(Gen.Choose(0, 1_000_000), seed => engines.AgreeOn(cases(new Dice(seed))), count: 40);
    }

    [Fact]
    public void A_sum_over_the_batch_of_a_product_is_done_by_the_product()
    {
        using var engines = new TorchEngines();
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            var d = new Dice(seed);
            Shape batch = [.. d.Shape(1, 3).Select(size => Math.Min(size, 4))];
            int m = d.Between(0, 5), k = d.Between(0, 5), n = d.Between(0, 5);
            bool left = d.Chance(0.5), right = d.Chance(0.5);
            var a = d.Normals(d.Smaller(batch).Append(left ? [k, m] : [m, k]));
            var b = d.Normals(d.Smaller(batch).Append(right ? [n, k] : [k, n]));
            var whole = Shape.Broadcast(a.Shape[..^2], b.Shape[..^2], "");
            var target = d.Smaller(whole, 0.6).Append([m, n]);
            engines.AgreeOn(OperationCase.Of((x, y) => Expr.MatMul(x, y, left, right).SumTo(target), a, b) with { Conditioning = 100 });
        }, count: 150);
    }

    [Fact]
    public void Repeated_tensors_are_read_as_if_they_were_whole()
    {
        using var engines = new TorchEngines();
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            var d = new Dice(seed);
            int b = d.Between(1, 4), u = d.Between(1, 4), n = d.Between(1, 5), k = d.Between(1, 5);
            Shape[] batches = [[b, u], [b, 1], [1, u], [u], [1, 1], [b, u]];
            Shape left = d.Of(batches), right = d.Of(batches), target = d.Of<Shape>([b, u, n, n], [1, u, n, n], [b, 1, n, n], [n, n]);
            Expr Repeated(Expr x, bool isLeft) => d.Chance(0.6) ? x.BroadcastTo(isLeft ? [b, u, n, k] : [b, u, k, n]) : x;
            var program = (Expr x, Expr y) => Expr.MatMul(Repeated(x, true), Repeated(y, false)).BroadcastTo([b, u, n, n]).SumTo(target);
            engines.AgreeOn(OperationCase.Of(program, d.Normals(left.Append([n, k])), d.Normals(right.Append([k, n]))) with
            {
                Conditioning = 30,
            });
        }, count: 150);
    }

    /// <summary>More systems than go through at once, of an order beyond which they are solved in parts.</summary>
    [Fact]
    public void Many_large_triangular_systems_are_solved()
    {
        const int Order = 520;
        var d = new Dice(5);
        using var engines = new TorchEngines();
        var matrices = Tensor.Generate([3, 4, Order, Order], i => i / Order % Order == i % Order ? 1 + Math.Abs(d.Normal()) : 0.01 * d.Normal());
        foreach (bool transposed in new[] { false, true })
        {
            engines.AgreeOn(OperationCase.Of(
                (l, b) => l.LowerTriangle().TriangularSolve(b, transposed), matrices, d.Normals([3, 4, Order, 2])) with
            { Conditioning = 100 });
        }
    }

    [Fact]
    public void Noise_is_that_of_the_keys()
    {
        using var engines = new TorchEngines();
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            var d = new Dice(seed);
            int batch = d.Between(0, 3), rows = d.Between(0, 20), columns = d.Between(0, 20);
            RandomKey[] keys = [.. Enumerable.Range(0, batch).Select(_ => d.Key())];
            var program = Program.Of(
                ("first", Expr.Normal("keys", [batch], "one", rows, columns)), ("second", Expr.Normal("keys", [batch], "two", columns, 3)));
            var given = new Dictionary<string, RandomKey[]> { ["keys"] = keys };
            foreach (var engine in engines.All)
            {
                var noise = engine.Run(program, null, given);
                for (int i = 0; i < batch * rows * columns; i++)
                {
                    double expected = keys[i / (rows * columns)].Fold("one").Normal(i / columns % rows, i % columns);
                    bool wide = engine.ElementType == ElementType.Float64;
                    Assert.Equal(wide ? expected : (float)expected, noise["first"].Doubles[i], wide ? 1e-13 : 1e-6);
                }
                for (int i = 0; i < batch * columns * 3; i++)
                {
                    Assert.Equal(keys[i / (columns * 3)].Fold("two").Normal(i / 3 % columns, i % 3), noise["second"].Doubles[i], 1e-6);
                }
            }
        }, count: 40);
    }

    [Fact]
    public void Functions_are_right_at_special_values()
    {
        double[] x = [0.0, 1, -1, 1e-8, -20, 40, -40, 89, 300, -709, 1e4, -1e4, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        Func<Expr, Expr>[] functions =
            [v => v.Exp(), v => v.Log(), v => v.Sqrt(), v => v.Tanh(), v => v.Sigmoid(), v => v.Softplus(), v => v.Relu(), v => v.Step()];
        using var engines = new TorchEngines();
        foreach (var build in functions)
        {
            var apply = ((Operation.ElementwiseUnary)build(Expr.Input("x", [])).Node.Operation).Apply;
            var program = Program.Of(("y", build(Expr.Input("x", [x.Length]))));
            foreach (var engine in engines.All)
            {
                bool wide = engine.ElementType == ElementType.Float64;
                var y = engine.Run(program, new Dictionary<string, Tensor> { ["x"] = Tensor.Of([x.Length], x) })["y"];
                for (int i = 0; i < x.Length; i++)
                {
                    double expected = wide ? apply(x[i]) : (float)apply((float)x[i]);
                    if (!expected.Equals(y[i]))
                    {
                        double bound = (wide ? 2e-15 : 1e-6) * Math.Abs(expected) + (wide ? 1e-307 : 1e-37);
                        Assert.True(Math.Abs(expected - y[i]) <= bound, $"{program.Instructions[^1].Operation.Name}({x[i]}) = {y[i]}");
                    }
                }
            }
        }
    }

    [Fact]
    public void The_library_and_the_engine_count_operations_alike()
    {
        using var engine = LibTorchEngine.Open(TorchEngines.Options);
        Assert.StartsWith("libtorch ", engine.LibraryVersion, StringComparison.Ordinal);
        var simple = OperationCases.All.Keys.Where(t => !t.IsSubclassOf(typeof(Operation.Composite)))
            .Except([typeof(Operation.Input), typeof(Operation.Constant)]);
        Assert.Equal(simple.Select(t => t.Name).Order(), Enum.GetNames<Opcode>().Order());
    }
}
