using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>Joins tensors along one axis.</summary>
    /// <param name="Axis">The axis, counted from the front.</param>
    public sealed record Concat(int Axis) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments)
        {
            if (arguments.IsEmpty || arguments.Any(a => (uint)Axis >= (uint)a.Rank || !a.With(Axis, 0).Equals(arguments[0].With(Axis, 0))))
            {
                string got = arguments.IsEmpty ? "none" : string.Join(" ", arguments);
                throw Refuse("the tensors do not join", got, $"equal dimensions on every axis but {Axis}");
            }
            return arguments[0].With(Axis, arguments.Sum(a => a[Axis]));
        }

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            int offset = 0;
            foreach (var part in arguments)
            {
                var x = part.Doubles;
                var to = Offsets.Of(part.Shape, shape.Strides());
                for (int i = 0; i < x.Length; i++)
                {
                    result[to[i] + offset] = x[i];
                }
                offset += part.Shape[Axis] * shape.Strides()[Axis];
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint)
        {
            var parts = new Expr?[arguments.Length];
            int start = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                int length = arguments[i].Shape[Axis];
                parts[i] = adjoint.Slice(Axis, start, length);
                start += length;
            }
            return [.. parts];
        }
    }
}
