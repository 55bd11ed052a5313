using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>
/// One application of an operation to arguments, with the shapes of its results. Immutable; shapes are checked when it is made.
/// </summary>
public sealed class Node
{
    private Node(Operation operation, ImmutableArray<Expr> arguments, ImmutableArray<Shape> shapes)
    {
        Operation = operation;
        Arguments = arguments;
        Shapes = shapes;
    }

    /// <summary>What is computed.</summary>
    public Operation Operation { get; }

    /// <summary>What it is computed from.</summary>
    public ImmutableArray<Expr> Arguments { get; }

    /// <summary>The shape of every result.</summary>
    public ImmutableArray<Shape> Shapes { get; }

    /// <summary>One result of this node as an expression.</summary>
    /// <param name="output">A position among the results.</param>
    public Expr this[int output] => new(this, output);

    /// <summary>Applies an operation.</summary>
    /// <param name="operation">What is computed.</param>
    /// <param name="arguments">What it is computed from.</param>
    /// <exception cref="ShapeException">The operation cannot take arguments of these shapes.</exception>
    public static Node Of(Operation operation, params ImmutableArray<Expr> arguments) =>
        new(operation, arguments, operation.InferShapes([.. arguments.Select(a => a.Shape)]));
}
