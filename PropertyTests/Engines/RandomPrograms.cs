using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>
/// Random programs of many operations over few shapes, so that values share memory in every way a plan may try: views, results over dying
/// arguments, outputs that are inputs, and state whose new values depend on each other's old ones.
/// </summary>
internal static class RandomPrograms
{
    public sealed record Sample(Program Program, IReadOnlyDictionary<string, Tensor> Inputs, IReadOnlyDictionary<string, RandomKey[]> Keys);

    public static Sample Of(Dice d, bool mayFail = false, int longest = 9)
    {
        int n = d.Between(1, longest), m = d.Between(1, longest);
        Shape[] shapes = [[n, m], [m, n], [n, n], [m], [n, 1], [], [n * m], [2, n, m]];
        var values = new Dictionary<string, Tensor>();
        var pool = new List<Expr>();
        for (int i = d.Between(1, 5); i > 0; i--)
        {
            var shape = d.Of(shapes);
            values[$"x{i}"] = d.Normals(shape);
            pool.Add(Expr.Input($"x{i}", shape));
        }
        var inputs = pool.ToArray();
        var keys = new Dictionary<string, RandomKey[]>();
        if (d.Chance(0.3))
        {
            keys["keys"] = [d.Key(), d.Key()];
            pool.Add(Expr.Normal("keys", [2], "noise", n, m));
        }
        for (int i = d.Between(1, 25); i > 0; i--)
        {
            pool.Add(Next(d, pool, mayFail));
        }
        var outputs = Enumerable.Range(0, d.Between(1, 4)).Select(i => ($"y{i}", d.Of<Expr>([.. pool]))).ToArray();
        var updates = new List<(Expr, Expr)>();
        foreach (var input in inputs.Where(_ => d.Chance(0.6)))
        {
            var same = pool.Where(v => v.Shape.Equals(input.Shape)).ToArray();
            updates.Add((input, d.Of(same)));
        }
        var program = Program.Build(outputs, updates.ToArray());
        return new Sample(
            program,
            program.Inputs.ToDictionary(i => i.Name, i => values[i.Name]),
            program.Keys.ToDictionary(k => k.Name, k => keys[k.Name]));
    }

    private static Expr Next(Dice d, List<Expr> pool, bool mayFail)
    {
        var x = d.Of<Expr>([.. pool]);
        var same = pool.Where(v => v.Shape.Equals(x.Shape)).ToArray();
        var fitting = pool.Where(v => v.Shape.BroadcastsTo(x.Shape)).ToArray();
        var y = d.Chance(0.5) ? d.Of(same) : d.Of(fitting);
        return d.Between(0, 19) switch
        {
            0 => x.Tanh(),
            1 => x.Sigmoid(),
            2 => (x + y) * 0.5,
            3 => x * y.Tanh(),
            4 => x - y,
            5 => y - x,
            6 => Expr.Maximum(x, y),
            7 => x.Reshape([x.Shape.Size]),
            8 => x.Reshape([1, .. x.Shape]).StopGradient(),
            9 when x.Shape.Rank >= 2 => x.Transpose(),
            10 when x.Shape.Rank >= 1 => x.Sum(^1) * 0.3,
            11 when x.Shape.Rank >= 1 => x.SumTo(x.Shape.With(0, 1)) * 0.3,
            12 when x.Shape.Rank >= 1 => x.Slice(^1, 0, Math.Max(1, x.Shape[^1] / 2)),
            13 when x.Shape.Rank is >= 1 and < 3 => Expr.Concat(0, x, d.Of(same)).Slice(0, x.Shape[0] / 2, x.Shape[0]),
            14 when x.Shape.Rank is >= 2 and < 4 => Expr.MatMul(x, d.Of(same), transposeRight: true).Tanh(),
            15 when x.Shape.Rank >= 2 && mayFail => Chol(x, d),
            16 when x.Shape.Rank >= 1 => x.LogSumExp(^1),
            17 => y.BroadcastTo(x.Shape),
            18 => Adam(x, d, same)[d.Between(0, 2)],
            _ => -x,
        };
    }

    private static Node Adam(Expr x, Dice d, Expr[] same) =>
        Node.Of(new Operation.AdamStep(0.9, 0.99, 1e-8), x, d.Of(same), d.Of(same).Square(), d.Of(same), 0.1, 3.0);

    private static Expr Chol(Expr x, Dice d)
    {
        int n = x.Shape[^2];
        var identity = Expr.Constant(Tensor.Generate([n, n], i => i / n == i % n ? 1 : 0));
        var factor = (Expr.MatMul(x, x, transposeRight: true) + identity).Cholesky();
        return d.Chance(0.5) ? factor : factor.TriangularSolve(x.Tanh(), d.Chance(0.5));
    }
}
