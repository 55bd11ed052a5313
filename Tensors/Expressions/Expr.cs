using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>
/// A symbolic tensor: one result of a <see cref="Tensors.Node"/>. Expressions are immutable and shared; arithmetic broadcasts equal or
/// unit dimensions, counted from the last axis, so that model code reads like the formula beside it.
/// </summary>
public sealed class Expr
{
    internal Expr(Node node, int output)
    {
        Node = node;
        Output = output;
    }

    /// <summary>The node that computes this tensor.</summary>
    public Node Node { get; }

    /// <summary>Which of the node's results this is.</summary>
    public int Output { get; }

    /// <summary>The dimensions.</summary>
    public Shape Shape => Node.Shapes[Output];

    /// <summary>A value given by name at run time.</summary>
    /// <param name="name">The name, unique in a program.</param>
    /// <param name="shape">The dimensions.</param>
    public static Expr Input(string name, Shape shape) => Node.Of(new Operation.Input(name, shape))[0];

    /// <summary>A fixed tensor.</summary>
    /// <param name="value">The tensor.</param>
    public static Expr Constant(Tensor value) => Node.Of(new Operation.Constant(value))[0];

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">The dimensions.</param>
    public static Expr Zeros(Shape shape) => ((Expr)0.0).BroadcastTo(shape);

    /// <summary>
    /// Standard normal noise [.. of the keys, rows, columns], drawn from keys given at run time; see <see cref="Operation.KeyedNormal"/>.
    /// </summary>
    /// <param name="keys">The name of the key input.</param>
    /// <param name="batch">The shape of the key input.</param>
    /// <param name="stream">Which stream of each key.</param>
    /// <param name="rows">Rows of a key's noise.</param>
    /// <param name="columns">Columns of a key's noise.</param>
    public static Expr Normal(string keys, Shape batch, string stream, int rows, int columns) =>
        Node.Of(new Operation.KeyedNormal(keys, batch, stream, rows, columns))[0];

    /// <summary>
    /// The columns of that noise at this tensor's positions, [.. of the keys, rows, positions]; see <see cref="Operation.KeyedNormalAt"/>.
    /// </summary>
    /// <param name="keys">The name of the key input.</param>
    /// <param name="batch">The shape of the key input.</param>
    /// <param name="stream">Which stream of each key.</param>
    /// <param name="rows">Rows of a key's noise.</param>
    public Expr NormalAt(string keys, Shape batch, string stream, int rows) =>
        Unary(new Operation.KeyedNormalAt(keys, batch, stream, rows), this);

    /// <summary>
    /// Sums of weighted pairs of features; see <see cref="Operation.WeightedGram"/>.
    /// </summary>
    /// <param name="features">Features [.., n, k].</param>
    /// <param name="weights">Weights [.., n, u].</param>
    /// <returns>Packed lower triangles [.., u, k(k+1)/2].</returns>
    public static Expr WeightedGram(Expr features, Expr weights) => Binary(Operation.WeightedGram.Instance, features, weights);

    /// <summary>The outputs of dense networks; see <see cref="Operation.DenseNetwork"/>.</summary>
    /// <param name="features">Features of the points [tasks, samples or 1, points, features].</param>
    /// <param name="weights">For every layer, from the first on, weights [tasks, samples, units, incoming + 1], the bias last.</param>
    /// <param name="hidden">The layers but the last, which is linear.</param>
    /// <returns>[tasks, samples, points, units of the last layer].</returns>
    public static Expr DenseNetwork(Expr features, ImmutableArray<Expr> weights, ValueList<DenseLayer> hidden) =>
        Node.Of(new Operation.DenseNetwork(hidden), [features, .. weights])[0];

    /// <summary>A scalar constant.</summary>
    /// <param name="value">Its value.</param>
    public static implicit operator Expr(double value) => Constant(Tensor.Scalar(value));

    /// <summary>Elementwise sum.</summary>
    public static Expr operator +(Expr left, Expr right) => Binary(Operation.Add.Instance, left, right);

    /// <summary>Elementwise difference.</summary>
    public static Expr operator -(Expr left, Expr right) => Binary(Operation.Subtract.Instance, left, right);

    /// <summary>Elementwise product.</summary>
    public static Expr operator *(Expr left, Expr right) => Binary(Operation.Multiply.Instance, left, right);

    /// <summary>Elementwise quotient.</summary>
    public static Expr operator /(Expr left, Expr right) => Binary(Operation.Divide.Instance, left, right);

    /// <summary>Elementwise negation.</summary>
    public static Expr operator -(Expr x) => Unary(Operation.Negate.Instance, x);

    /// <summary>Elementwise larger of two tensors.</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">Another.</param>
    public static Expr Maximum(Expr left, Expr right) => Binary(Operation.Maximum.Instance, left, right);

    /// <summary>Elementwise smaller of two tensors.</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">Another.</param>
    public static Expr Minimum(Expr left, Expr right) => -Maximum(-left, -right);

    /// <summary>Elementwise exponential.</summary>
    public Expr Exp() => Unary(Operation.Exp.Instance, this);

    /// <summary>Elementwise natural logarithm.</summary>
    public Expr Log() => Unary(Operation.Log.Instance, this);

    /// <summary>Elementwise square root.</summary>
    public Expr Sqrt() => Unary(Operation.Sqrt.Instance, this);

    /// <summary>Elementwise square.</summary>
    public Expr Square() => Unary(Operation.Square.Instance, this);

    /// <summary>Elementwise hyperbolic tangent.</summary>
    public Expr Tanh() => Unary(Operation.Tanh.Instance, this);

    /// <summary>Elementwise sine.</summary>
    public Expr Sin() => Unary(Operation.Sin.Instance, this);

    /// <summary>Elementwise cosine.</summary>
    public Expr Cos() => Unary(Operation.Cos.Instance, this);

    /// <summary>Elementwise logistic function 1 / (1 + exp(-x)).</summary>
    public Expr Sigmoid() => Unary(Operation.Sigmoid.Instance, this);

    /// <summary>Elementwise softplus log(1 + exp(x)).</summary>
    public Expr Softplus() => Unary(Operation.Softplus.Instance, this);

    /// <summary>Elementwise max(x, 0).</summary>
    public Expr Relu() => Unary(Operation.Relu.Instance, this);

    /// <summary>Elementwise 1 where x is positive, else 0.</summary>
    public Expr Step() => Unary(Operation.Step.Instance, this);

    /// <summary>The same value with zero derivative.</summary>
    public Expr StopGradient() => Unary(Operation.StopGradient.Instance, this);

    /// <summary>Repeats this tensor along unit and new leading axes.</summary>
    /// <param name="shape">The new dimensions.</param>
    public Expr BroadcastTo(Shape shape) => Shape.Equals(shape) ? this : Unary(new Operation.BroadcastTo(shape), this);

    /// <summary>Sums over the axes that are 1 in, or missing from, the given shape: the transpose of <see cref="BroadcastTo"/>.</summary>
    /// <param name="shape">A shape that broadcasts to this one.</param>
    public Expr SumTo(Shape shape) => Shape.Equals(shape) ? this : Unary(new Operation.SumTo(shape), this);

    /// <summary>The sum of all elements, a scalar.</summary>
    public Expr Sum() => SumTo(Shape.Scalar);

    /// <summary>Sums over one axis, which is dropped.</summary>
    /// <param name="axis">An axis, which may be counted from the end.</param>
    public Expr Sum(Index axis)
    {
        int at = Position(axis);
        return SumTo(Shape.With(at, 1)).Reshape(Shape[..at].Append(Shape[(at + 1)..]));
    }

    /// <summary>The mean over one axis, which is dropped.</summary>
    /// <param name="axis">An axis, which may be counted from the end.</param>
    /// <exception cref="ShapeException">The axis has no elements.</exception>
    public Expr Mean(Index axis) => Shape[Position(axis)] > 0
        ? Sum(axis) * (1.0 / Shape[axis])
        : throw new ShapeException(new Problem("a mean of nothing", "Expr.Mean", $"{Shape}", $"an axis {axis} of at least one element"));

    /// <summary>log sum exp over one axis, which is dropped; stable for large values.</summary>
    /// <param name="axis">An axis, which may be counted from the end.</param>
    public Expr LogSumExp(Index axis)
    {
        int at = Position(axis);
        return Unary(new Operation.LogSumExp(at), this).Reshape(Shape[..at].Append(Shape[(at + 1)..]));
    }

    /// <summary>log((1/n) sum exp) over one axis of n elements, which is dropped.</summary>
    /// <param name="axis">An axis, which may be counted from the end.</param>
    public Expr LogMeanExp(Index axis) => LogSumExp(axis) - Math.Log(Shape[axis]);

    /// <summary>exp(x) / sum exp(x) over one axis.</summary>
    /// <param name="axis">An axis, which may be counted from the end.</param>
    public Expr Softmax(Index axis) => (this - Unary(new Operation.LogSumExp(Position(axis)), this)).Exp();

    /// <summary>The same elements under another shape.</summary>
    /// <param name="shape">The new dimensions, of equal size.</param>
    public Expr Reshape(Shape shape) => Shape.Equals(shape) ? this : Unary(new Operation.Reshape(shape), this);

    /// <summary>This tensor with its axes in another order.</summary>
    /// <param name="order">For every new axis, the old axis it is.</param>
    public Expr Permute(params ReadOnlySpan<int> order) => Unary(new Operation.Permute([.. order]), this);

    /// <summary>This tensor with its last two axes exchanged.</summary>
    public Expr Transpose()
    {
        if (Shape.Rank < 2)
        {
            throw new ShapeException(new Problem("not matrices", "Expr.Transpose", $"{Shape}", "at least two axes"));
        }
        int[] order = [.. Enumerable.Range(0, Shape.Rank - 2), Shape.Rank - 1, Shape.Rank - 2];
        return Permute(order);
    }

    /// <summary>A contiguous part along one axis.</summary>
    /// <param name="axis">An axis, which may be counted from the end.</param>
    /// <param name="start">The first position kept.</param>
    /// <param name="length">How many positions are kept.</param>
    public Expr Slice(Index axis, int start, int length)
    {
        int at = Position(axis);
        return start == 0 && length == Shape[at] ? this : Unary(new Operation.Slice(at, start, length), this);
    }

    /// <summary>Chosen positions along one axis, which may repeat.</summary>
    /// <param name="axis">An axis, which may be counted from the end.</param>
    /// <param name="positions">Positions on that axis.</param>
    public Expr Gather(Index axis, params ReadOnlySpan<int> positions) => Unary(new Operation.Gather(Position(axis), [.. positions]), this);

    /// <summary>Joins tensors along one axis.</summary>
    /// <param name="axis">An axis, counted from the front.</param>
    /// <param name="parts">Tensors that agree on every other axis.</param>
    public static Expr Concat(int axis, params ImmutableArray<Expr> parts) =>
        parts.Length == 1 ? parts[0] : Node.Of(new Operation.Concat(axis), parts)[0];

    /// <summary>The matrix product over the last two axes, batched (with broadcasting) over the others.</summary>
    /// <param name="left">A tensor [.., m, k], or [.., k, m] if transposed.</param>
    /// <param name="right">A tensor [.., k, n], or [.., n, k] if transposed.</param>
    /// <param name="transposeLeft">Whether the left matrices are transposed.</param>
    /// <param name="transposeRight">Whether the right matrices are transposed.</param>
    public static Expr MatMul(Expr left, Expr right, bool transposeLeft = false, bool transposeRight = false) =>
        Binary(new Operation.MatMul(transposeLeft, transposeRight), left, right);

    /// <summary>The lower Cholesky factor of symmetric positive definite matrices [.., n, n]; only lower triangles are read.</summary>
    public Expr Cholesky() => Unary(Operation.Cholesky.Instance, this);

    /// <summary>Solves L x = b, or L' x = b, with this tensor's lower triangles L [.., n, n].</summary>
    /// <param name="right">Right-hand sides [.., n, m].</param>
    /// <param name="transposed">Whether L' is used.</param>
    public Expr TriangularSolve(Expr right, bool transposed = false) => Binary(new Operation.TriangularSolve(transposed), this, right);

    /// <summary>The diagonals [.., n] of square matrices [.., n, n].</summary>
    public Expr Diagonal() => Unary(Operation.Diagonal.Instance, this);

    /// <summary>Diagonal matrices [.., n, n] of vectors [.., n].</summary>
    public Expr DiagonalMatrix() => Unary(Operation.DiagonalMatrix.Instance, this);

    /// <summary>The lower triangles, diagonal included, of square matrices; zeros above.</summary>
    public Expr LowerTriangle() => Unary(Operation.LowerTriangle.Instance, this);

    /// <summary>log det of L L' for lower triangles L [.., n, n] with positive diagonal.</summary>
    public Expr LogDeterminantOfFactor() => Diagonal().Log().Sum(^1) * 2.0;

    /// <summary>Square matrices [.., n, n], zero above the diagonal, of packed row-major lower triangles [.., n(n+1)/2].</summary>
    /// <param name="size">n.</param>
    public Expr UnpackLower(int size) => Unary(new Operation.UnpackLower(size), this);

    /// <summary>Packed row-major lower triangles [.., n(n+1)/2] of square matrices [.., n, n].</summary>
    /// <param name="size">n.</param>
    public Expr PackLower(int size) => Unary(new Operation.PackLower(size), this);

    /// <summary>A mask [.., capacity]: 1 at the positions below this tensor's counts, else 0.</summary>
    /// <param name="capacity">Number of positions.</param>
    public Expr CountMask(int capacity) => Unary(new Operation.CountMask(capacity), this);

    /// <summary>The operation, with its shape.</summary>
    public override string ToString() => $"{Node.Operation.Name}{Shape}";

    private int Position(Index axis) => axis.GetOffset(Shape.Rank) is var at && (uint)at < (uint)Shape.Rank
        ? at
        : throw new ShapeException(new Problem("no such axis", "expression", $"axis {axis}", $"an axis of {Shape}"));

    private static Expr Unary(Operation operation, Expr x) => Node.Of(operation, x)[0];

    private static Expr Binary(Operation operation, Expr left, Expr right) => Node.Of(operation, left, right)[0];
}
