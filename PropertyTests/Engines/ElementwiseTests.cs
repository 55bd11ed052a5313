using FsCheck.Fluent;
using ProbBnn.PropertyTests.Engines.Kernels;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

public class ElementwiseTests
{
    private static readonly double[] s_special =
    [
        0.0, -0.0, 1, -1, 0.5, -0.5, 1e-300, -1e-300, 1e-8, 20, -20, 40, -40, 89, -89, 300, -300, 709, -709, 746, -746, 1e4, -1e4, 1e9,
        1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN, Math.PI / 2, 3 * Math.PI, 123456.789, -99999.5,
    ];

    [Fact]
    public void Functions_are_right_at_special_values()
    {
        using var engines = new ManagedEngines();
        foreach (var (type, build) in Functions())
        {
            var program = Program.Of(("y", build(Expr.Input("x", [s_special.Length]))));
            foreach (var (engine, _) in engines.All)
            {
                bool wide = engine.ElementType == ElementType.Float64;
                double[] x = wide ? s_special : [.. s_special.Select(v => (double)(float)v)];
                var apply = ((Operation.ElementwiseUnary)type).Apply;
                var actual = engine.Run(program, new Dictionary<string, Tensor> { ["x"] = Tensor.Of([x.Length], x) })["y"];
                for (int i = 0; i < x.Length; i++)
                {
                    Close(apply(x[i]), actual[i], wide, $"{type.Name}({x[i]}) of {engine.Name}");
                }
            }
        }
    }

    [Fact]
    public void Functions_are_accurate_to_a_few_units_in_the_last_place()
    {
        using var engines = new ManagedEngines();
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            var d = new Dice(seed);
            double scale = d.Of(1e-9, 1e-3, 1, 30);
            var x = Tensor.Generate([200], _ => (float)(scale * d.Normal()));
            foreach (var (type, build) in Functions().Where(f => f.Operation is not (Operation.Log or Operation.Sqrt)))
            {
                var program = Program.Of(("y", build(Expr.Input("x", x.Shape))));
                foreach (var (engine, _) in engines.All)
                {
                    var y = engine.Run(program, new Dictionary<string, Tensor> { ["x"] = x })["y"];
                    for (int i = 0; i < 200; i++)
                    {
                        double expected = ((Operation.ElementwiseUnary)type).Apply(x[i]);
                        Close(expected, y[i], engine.ElementType == ElementType.Float64, $"{type.Name}({x[i]:R}) of {engine.Name}");
                    }
                }
            }
        }, count: 10);
    }

    [Fact]
    public void The_bits_of_an_element_depend_on_neither_its_place_nor_its_neighbours()
    {
        using var engines = new ManagedEngines();
        double[] x = [.. s_special, .. Machine.Normals(7, 100).Select(v => 5 * v)];
        foreach (var (_, build) in Functions())
        {
            var whole = Program.Of(("y", build(Expr.Input("x", [x.Length]))));
            var alone = Program.Of(("y", build(Expr.Input("x", [1]))));
            foreach (var (engine, _) in engines.All)
            {
                var together = engine.Run(whole, new Dictionary<string, Tensor> { ["x"] = Tensor.Of([x.Length], x) })["y"];
                using var executable = engine.Compile(alone);
                using var session = executable.Rent();
                for (int i = 0; i < x.Length; i++)
                {
                    session.Write(0, [x[i]]);
                    session.Run();
                    Assert.Equal(
                        BitConverter.DoubleToInt64Bits(session.ReadTensor(0, [1])[0]), BitConverter.DoubleToInt64Bits(together[i]));
                }
            }
        }
    }

    private static IEnumerable<(Operation Operation, Func<Expr, Expr> Build)> Functions()
    {
        Func<Expr, Expr>[] all =
        [
            x => -x, x => x.Exp(), x => x.Log(), x => x.Sqrt(), x => x.Square(), x => x.Tanh(), x => x.Sin(), x => x.Cos(),
            x => x.Sigmoid(), x => x.Softplus(), x => x.Relu(), x => x.Step(),
        ];
        return all.Select(build => (build(Expr.Input("x", [])).Node.Operation, build));
    }

    private static void Close(double expected, double actual, bool wide, string what)
    {
        if (!wide)
        {
            expected = (float)expected;
        }
        if (expected.Equals(actual))
        {
            return;
        }
        double unit = wide ? 2.3e-16 : 1.2e-7, smallest = wide ? 1e-307 : 1e-37;
        double bound = what.Contains("Softplus") || what.Contains("Sin") || what.Contains("Cos")
            ? 4 * unit * Math.Max(Math.Abs(expected), what.Contains("Softplus") ? 1 : 0.5)
            : 6 * unit * Math.Abs(expected);
        Assert.True(Math.Abs(expected - actual) <= bound + smallest, $"{what}: expected {expected:R}, got {actual:R}");
    }
}
