using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Case = ProbBnn.PropertyTests.Engines.OperationCase;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>For every operation of the union, random programs of it alone.</summary>
internal static class OperationCases
{
    public static readonly IReadOnlyDictionary<Type, Func<Dice, Case>> All = new Dictionary<Type, Func<Dice, Case>>
    {
        [typeof(Operation.Input)] = d => Case.Of(x => x, d.Normals(d.Shape())),
        [typeof(Operation.Constant)] = d => Constant(d),
        [typeof(Operation.KeyedNormal)] = Noise,
        [typeof(Operation.KeyedNormalAt)] = NoiseAt,
        [typeof(Operation.WeightedGram)] = WeightedGram,
        [typeof(Operation.Add)] = d => Binary(d, (a, b) => a + b),
        [typeof(Operation.Subtract)] = d => Binary(d, (a, b) => a - b),
        [typeof(Operation.Multiply)] = d => Binary(d, (a, b) => a * b),
        [typeof(Operation.Divide)] = d => Binary(d, (a, b) => a / b),
        [typeof(Operation.Maximum)] = d => Binary(d, Expr.Maximum),
        [typeof(Operation.Negate)] = d => Unary(d, x => -x),
        [typeof(Operation.Exp)] = d => Unary(d, x => x.Exp()),
        [typeof(Operation.Log)] = d => Case.Of(x => x.Log(), Positive(d, d.Shape())),
        [typeof(Operation.Sqrt)] = d => Case.Of(x => x.Sqrt(), Positive(d, d.Shape())),
        [typeof(Operation.Square)] = d => Unary(d, x => x.Square()),
        [typeof(Operation.Tanh)] = d => Unary(d, x => x.Tanh()),
        [typeof(Operation.Sin)] = d => Unary(d, x => x.Sin()),
        [typeof(Operation.Cos)] = d => Unary(d, x => x.Cos()),
        [typeof(Operation.Sigmoid)] = d => Unary(d, x => x.Sigmoid()),
        [typeof(Operation.Softplus)] = d => Unary(d, x => x.Softplus()),
        [typeof(Operation.Relu)] = d => Unary(d, x => x.Relu()),
        [typeof(Operation.Step)] = d => Unary(d, x => x.Step()),
        [typeof(Operation.StopGradient)] = d => Unary(d, x => x.StopGradient()),
        [typeof(Operation.BroadcastTo)] = BroadcastTo,
        [typeof(Operation.SumTo)] = SumTo,
        [typeof(Operation.LogSumExp)] = LogSumExp,
        [typeof(Operation.Reshape)] = Reshape,
        [typeof(Operation.Permute)] = Permute,
        [typeof(Operation.Slice)] = Slice,
        [typeof(Operation.Embed)] = Embed,
        [typeof(Operation.Concat)] = Concat,
        [typeof(Operation.Gather)] = Gather,
        [typeof(Operation.ScatterAdd)] = ScatterAdd,
        [typeof(Operation.CountMask)] = CountMask,
        [typeof(Operation.MatMul)] = MatMul,
        [typeof(Operation.Cholesky)] = d => Case.Of(x => x.Cholesky(), Spd(d, Batch(d), d.Between(0, 20))) with { Conditioning = 30 },
        [typeof(Operation.TriangularSolve)] = TriangularSolve,
        [typeof(Operation.Diagonal)] = d => Square(d, x => x.Diagonal()),
        [typeof(Operation.DiagonalMatrix)] = d => Case.Of(x => x.DiagonalMatrix(), d.Normals(Batch(d).Append([d.Dimension()]))),
        [typeof(Operation.LowerTriangle)] = d => Square(d, x => x.LowerTriangle()),
        [typeof(Operation.PackLower)] = d => Square(d, x => x.PackLower(x.Shape[^1])),
        [typeof(Operation.UnpackLower)] = d => Packed(d, (x, n) => x.UnpackLower(n)),
        [typeof(Operation.ExpPackedDiagonal)] = d => Packed(d, (x, n) => Node.Of(new Operation.ExpPackedDiagonal(n), x)[0]),
        [typeof(Operation.AdamStep)] = AdamStep,
        [typeof(Operation.ConjugateUpdate)] = ConjugateCases.Update,
        [typeof(Operation.ConjugateUpdateGradient)] = ConjugateCases.Gradient,
        [typeof(Operation.DenseNetwork)] = DenseCases.Network,
        [typeof(Operation.DenseNetworkGradient)] = DenseCases.Gradient,
    };

    private static Shape Batch(Dice d) => d.Shape(0, 2) is var shape ? [.. shape.Select(n => Math.Min(n, 6))] : shape;

    private static Case Constant(Dice d)
    {
        var constant = Expr.Constant(d.Normals(d.Shape()));
        return new Case(Program.Of(("y", constant)), new Dictionary<string, Tensor>(), new Dictionary<string, RandomKey[]>());
    }

    private static Case Noise(Dice d)
    {
        Shape batch = Batch(d);
        var noise = Expr.Normal("keys", batch, d.Of("layer 0", "points", ""), d.Dimension(), d.Dimension());
        return new Case(
            Program.Of(("y", noise)), new Dictionary<string, Tensor>(),
            new Dictionary<string, RandomKey[]> { ["keys"] = [.. Enumerable.Range(0, batch.Size).Select(_ => d.Key())] });
    }

    private static Case NoiseAt(Dice d)
    {
        Shape batch = Batch(d);
        var positions = Tensor.Generate([d.Of(0, 1, 5, 127, 300)], _ => d.Between(0, 1 << 23));
        var noise = Expr.Input("x", positions.Shape).NormalAt("keys", batch, d.Of("layer 0", ""), Math.Min(d.Dimension(), 9));
        return new Case(
            Program.Of(("y", noise)), new Dictionary<string, Tensor> { ["x"] = positions },
            new Dictionary<string, RandomKey[]> { ["keys"] = [.. Enumerable.Range(0, batch.Size).Select(_ => d.Key())] });
    }

    private static Case WeightedGram(Dice d)
    {
        Shape batch = [.. d.Shape(0, 2).Select(size => Math.Min(size, 3))];
        int n = d.Of(0, 1, 7, 128, 300), k = d.Of(0, 1, 3, 20, 40), u = d.Of(0, 1, 2, 9, 33);
        var (features, weights) = (d.Normals(d.Smaller(batch).Append([n, k])), d.Normals(d.Smaller(batch).Append([n, u])));
        return Case.Of(Expr.WeightedGram, features, weights) with { Conditioning = 10 };
    }

    private static Case Unary(Dice d, Func<Expr, Expr> build) => Case.Of(build, d.Normals(d.Shape(), d.Of(0.1, 1, 5)));

    private static Case Binary(Dice d, Func<Expr, Expr, Expr> build)
    {
        var shape = d.Shape();
        double chance = d.Of(0, 0.2, 0.5);
        var (a, b) = (d.Smaller(shape, chance), d.Smaller(shape, chance));
        var right = Tensor.Generate(b, _ => d.Normal() is var x ? x + Math.Sign(x) : x);
        return d.Chance(0.5) ? Case.Of(build, d.Normals(a), right) : Case.Of(build, d.Normals(shape), right);
    }

    private static Tensor Positive(Dice d, Shape shape) => Tensor.Generate(shape, _ => Math.Exp(3 * d.Normal()));

    private static Case BroadcastTo(Dice d)
    {
        var shape = d.Shape();
        return Case.Of(x => x.BroadcastTo(shape), d.Normals(d.Smaller(shape)));
    }

    private static Case SumTo(Dice d)
    {
        var shape = d.Chance(0.2) ? d.Of<Shape>([9000], [300, 3], [2, 5000], [1000, 9], [40, 5, 130], [130, 2, 129, 3]) : d.Shape(0, 5);
        var target = d.Smaller(shape);
        return Case.Of(x => x.SumTo(target), d.Normals(shape)) with { Conditioning = 20 + Math.Sqrt(shape.Size) };
    }

    private static Case LogSumExp(Dice d)
    {
        Shape shape = d.Shape(1, 4);
        int axis = d.Between(0, shape.Rank - 1);
        shape = shape.With(axis, Math.Max(1, shape[axis]));
        double scale = d.Of(0.1, 1, 300);
        return Case.Of(new Operation.LogSumExp(axis), d.Normals(shape, scale));
    }

    private static Case Reshape(Dice d)
    {
        var shape = d.Shape();
        Shape target = d.Chance(0.5) ? [shape.Size] : [.. shape.Reverse(), 1];
        return Case.Of(x => x.Reshape(target), d.Normals(shape));
    }

    private static Case Permute(Dice d)
    {
        var shape = d.Chance(0.1) ? d.Of<Shape>([70, 90], [3, 130, 65], [65, 4, 70]) : d.Shape(0, 5);
        return Case.Of(x => x.Permute(d.Key().Permutation(shape.Rank)), d.Normals(shape));
    }

    private static Case Slice(Dice d)
    {
        var shape = d.Shape(1, 4);
        int axis = d.Between(0, shape.Rank - 1), start = d.Between(0, shape[axis]);
        return Case.Of(new Operation.Slice(axis, start, d.Between(0, shape[axis] - start)), d.Normals(shape));
    }

    private static Case Embed(Dice d)
    {
        var shape = d.Shape(1, 4);
        int axis = d.Between(0, shape.Rank - 1), start = d.Between(0, 5);
        return Case.Of(new Operation.Embed(axis, start, start + shape[axis] + d.Between(0, 5)), d.Normals(shape));
    }

    private static Case Concat(Dice d)
    {
        var shape = d.Shape(1, 4);
        int axis = d.Between(0, shape.Rank - 1);
        var parts = Enumerable.Range(0, d.Between(1, 4)).Select(_ => d.Normals(shape.With(axis, d.Between(0, 9))));
        return Case.Of(new Operation.Concat(axis), [.. parts]);
    }

    private static Case Gather(Dice d)
    {
        var shape = d.Shape(1, 4);
        int axis = d.Between(0, shape.Rank - 1);
        int count = shape[axis] == 0 ? 0 : d.Between(0, 12);
        var positions = Enumerable.Range(0, count).Select(_ => d.Between(0, shape[axis] - 1));
        return Case.Of(new Operation.Gather(axis, [.. positions]), d.Normals(shape));
    }

    private static Case ScatterAdd(Dice d)
    {
        var shape = d.Shape(1, 4);
        int axis = d.Between(0, shape.Rank - 1), total = shape[axis] == 0 ? d.Between(0, 5) : d.Between(1, 12);
        var positions = Enumerable.Range(0, shape[axis]).Select(_ => d.Between(0, total - 1));
        return Case.Of(new Operation.ScatterAdd(axis, [.. positions], total), d.Normals(shape));
    }

    private static Case CountMask(Dice d)
    {
        int capacity = d.Between(0, 40);
        return Case.Of(x => x.CountMask(capacity), Tensor.Generate(d.Shape(0, 2), _ => d.Between(0, capacity)));
    }

    private static Case MatMul(Dice d)
    {
        var batch = Batch(d);
        int m = d.Dimension(), k = d.Dimension(), n = d.Dimension();
        bool left = d.Chance(0.5), right = d.Chance(0.5);
        var a = d.Smaller(batch).Append(left ? [k, m] : [m, k]);
        var b = d.Smaller(batch).Append(right ? [n, k] : [k, n]);
        return Case.Of(new Operation.MatMul(left, right), d.Normals(a), d.Normals(b)) with { Conditioning = 10 };
    }

    private static Case TriangularSolve(Dice d)
    {
        var batch = Batch(d);
        int n = d.Between(0, 20);
        var shape = batch.Append([n, n]);
        var matrix = Tensor.Generate(shape, i => i / n % n == i % n ? 2 + Math.Abs(d.Normal()) : d.Normal() / Math.Sqrt(n));
        var right = d.Normals(batch.Append([n, d.Dimension()]));
        return Case.Of(new Operation.TriangularSolve(d.Chance(0.5)), matrix, right) with { Conditioning = 100 };
    }

    private static Case Square(Dice d, Func<Expr, Expr> build)
    {
        int n = d.Dimension();
        return Case.Of(build, d.Normals(Batch(d).Append([n, n])));
    }

    private static Case Packed(Dice d, Func<Expr, int, Expr> build)
    {
        int n = d.Dimension();
        return Case.Of(x => build(x, n), d.Normals(Batch(d).Append([n * (n + 1) / 2])));
    }

    private static Case AdamStep(Dice d)
    {
        var shape = d.Shape();
        var moment = Tensor.Generate(shape, _ => Math.Pow(d.Normal(), 2));
        return Case.Of(
            new Operation.AdamStep(0.9, 0.999, 1e-8), d.Normals(shape), d.Normals(shape), moment, d.Normals(shape),
            Tensor.Scalar(1e-2), Tensor.Scalar(d.Of(1, 2, 10, 20_000)));
    }

    private static Tensor Spd(Dice d, Shape batch, int n)
    {
        var g = Expr.Constant(d.Normals(batch.Append([n, n])));
        var identity = Expr.Constant(Tensor.Generate([n, n], i => i / n == i % n ? 1 : 0));
        var spd = Expr.MatMul(g, g, transposeRight: true) * (1.0 / Math.Max(1, n)) + identity;
        return new ReferenceEngine().Run(Program.Of(("a", spd)))["a"];
    }
}
