using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>
/// What a node computes: a closed union of small records, each in its own file with its value rule, shape rule and derivative rule.
/// The value rules, in double precision, are the specification of every engine.
/// </summary>
public abstract partial record Operation
{
    private Operation()
    {
    }

    /// <summary>The operation's name.</summary>
    public string Name => GetType().Name;

    /// <summary>Shape rule: the shapes of the results.</summary>
    /// <param name="arguments">The shapes of the arguments.</param>
    /// <exception cref="ShapeException">The operation cannot take arguments of these shapes.</exception>
    public abstract ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments);

    /// <summary>Value rule: the results, in double precision.</summary>
    /// <param name="arguments">Double-precision arguments.</param>
    public abstract ImmutableArray<Tensor> Evaluate(ImmutableArray<Tensor> arguments);

    /// <summary>Derivative rule: the adjoints of the arguments, null where an argument has none.</summary>
    /// <param name="node">The application of this operation.</param>
    /// <param name="adjoints">The adjoint of every result, null where it is zero; at least one is given.</param>
    public abstract ImmutableArray<Expr?> Pullback(Node node, ImmutableArray<Expr?> adjoints);

    /// <summary>Multiply-adds that the operation needs, a transcendental counted as one; leading terms only.</summary>
    /// <param name="arguments">The shapes of the arguments.</param>
    public abstract long MultiplyAdds(ImmutableArray<Shape> arguments);

    /// <summary>Refuses arguments by a typed error.</summary>
    private protected ShapeException Refuse(string what, string got, string expected) =>
        new(new Problem(what, $"operation {Name}", got, expected));

    /// <summary>An operation with one result.</summary>
    public abstract record Single : Operation
    {
        private protected Single()
        {
        }

        /// <inheritdoc/>
        public sealed override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments) => [Infer(arguments)];

        /// <inheritdoc/>
        public sealed override ImmutableArray<Tensor> Evaluate(ImmutableArray<Tensor> arguments)
        {
            var shape = Infer([.. arguments.Select(a => a.Shape)]);
            var values = new double[shape.Size];
            Compute(arguments, shape, values);
            return [Tensor.Adopt(shape, values)];
        }

        /// <inheritdoc/>
        public sealed override ImmutableArray<Expr?> Pullback(Node node, ImmutableArray<Expr?> adjoints) =>
            Derivative(node.Arguments, node[0], adjoints[0]!);

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => 0;

        private protected abstract Shape Infer(ImmutableArray<Shape> arguments);

        private protected abstract void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result);

        private protected abstract ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint);
    }

    /// <summary>A function of every element of one tensor.</summary>
    public abstract record ElementwiseUnary : Single
    {
        private protected ElementwiseUnary()
        {
        }

        /// <summary>The function.</summary>
        /// <param name="x">An element.</param>
        public abstract double Apply(double x);

        /// <inheritdoc/>
        public sealed override long MultiplyAdds(ImmutableArray<Shape> arguments) => arguments[0].LongSize;

        private protected sealed override Shape Infer(ImmutableArray<Shape> arguments) => arguments[0];

        private protected sealed override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = Apply(x[i]);
            }
        }

        private protected sealed override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [Chain(arguments[0], result, adjoint)];

        /// <summary>The adjoint of x, given y = f(x) and its adjoint; null where the derivative is zero.</summary>
        private protected abstract Expr? Chain(Expr x, Expr y, Expr adjoint);
    }

    /// <summary>A function of every pair of elements of two tensors, which broadcast.</summary>
    public abstract record ElementwiseBinary : Single
    {
        private protected ElementwiseBinary()
        {
        }

        /// <summary>The function.</summary>
        /// <param name="a">An element of the left tensor.</param>
        /// <param name="b">An element of the right tensor.</param>
        public abstract double Apply(double a, double b);

        /// <inheritdoc/>
        public sealed override long MultiplyAdds(ImmutableArray<Shape> arguments) => Infer(arguments).LongSize;

        private protected sealed override Shape Infer(ImmutableArray<Shape> arguments) =>
            Shape.Broadcast(arguments[0], arguments[1], $"operation {Name}");

        private protected sealed override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var a = arguments[0].Doubles;
            var b = arguments[1].Doubles;
            var ia = Offsets.OfBroadcast(arguments[0].Shape, shape);
            var ib = Offsets.OfBroadcast(arguments[1].Shape, shape);
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = Apply(a[ia[i]], b[ib[i]]);
            }
        }

        private protected sealed override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint)
        {
            var (left, right) = Chain(arguments[0], arguments[1], result, adjoint);
            return [left?.SumTo(arguments[0].Shape), right?.SumTo(arguments[1].Shape)];
        }

        /// <summary>The adjoints of a and b before they are summed over repeated axes, given y = f(a, b) and its adjoint.</summary>
        private protected abstract (Expr? A, Expr? B) Chain(Expr a, Expr b, Expr y, Expr adjoint);
    }
}
