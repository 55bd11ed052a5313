using System.Collections.Immutable;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>An operation applied to tensors, with the results that an oracle expects.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Expected">The oracle.</param>
internal sealed record Application(Operation Operation, ImmutableArray<Tensor> Arguments, Func<ImmutableArray<Tensor>, Tensor[]> Expected)
{
    public Application(Operation operation, ImmutableArray<Tensor> arguments, Shape shape, Func<int[], double> expected)
        : this(operation, arguments, _ => [Arrays.Of(shape, expected)])
    {
    }

    /// <summary>Arguments whose derivative is zero by definition.</summary>
    public ImmutableArray<int> Fixed { get; init; } = [];

    /// <summary>Whether the argument is a symmetric matrix, so that differences are taken along symmetric directions.</summary>
    public bool Symmetric { get; init; }

    /// <summary>Values of x0, x1, .. at run time: the arguments, but for an operation that is itself an input.</summary>
    public ImmutableArray<Tensor> Given { get; init; } = Arguments;

    /// <summary>Keys given at run time.</summary>
    public RandomKey[] Keys { get; init; } = [];

    /// <summary>How far values may be from the oracle's.</summary>
    public double Tolerance { get; init; } = 1e-12;

    /// <summary>The results as expressions of inputs x0, x1, ..</summary>
    public ImmutableArray<Expr> Results(Expr[] inputs)
    {
        ImmutableArray<Expr> arguments = Symmetric ? [.. inputs.Select(x => (x + x.Transpose()) * 0.5)] : [.. inputs];
        var node = Node.Of(Operation, arguments);
        return [.. Enumerable.Range(0, node.Shapes.Length).Select(i => node[i])];
    }
}
