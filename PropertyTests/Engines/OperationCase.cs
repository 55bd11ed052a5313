using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>A program of one operation with values for its inputs.</summary>
internal sealed record OperationCase(
    Program Program, IReadOnlyDictionary<string, Tensor> Inputs, IReadOnlyDictionary<string, RandomKey[]> Keys, double Conditioning = 1)
{
    /// <summary>An operation applied to the given tensors as inputs; all its results are outputs.</summary>
    public static OperationCase Of(Operation operation, params Tensor[] arguments)
    {
        var node = Node.Of(operation, [.. arguments.Select((a, i) => Expr.Input($"x{i}", a.Shape))]);
        return new OperationCase(
            Program.Of(Enumerable.Range(0, node.Shapes.Length).Select(i => ($"y{i}", node[i])).ToArray()),
            arguments.Select((a, i) => (Name: $"x{i}", a)).ToDictionary(p => p.Name, p => p.a),
            new Dictionary<string, RandomKey[]>());
    }

    /// <summary>The operation of an expression, applied to the given tensors as inputs.</summary>
    public static OperationCase Of(Func<Expr, Expr> build, Tensor argument) => new(
        Program.Of(("y", build(Expr.Input("x", argument.Shape)))),
        new Dictionary<string, Tensor> { ["x"] = argument },
        new Dictionary<string, RandomKey[]>());

    /// <summary>The operation of an expression, applied to the given tensors as inputs.</summary>
    public static OperationCase Of(Func<Expr, Expr, Expr> build, Tensor left, Tensor right) => new(
        Program.Of(("y", build(Expr.Input("a", left.Shape), Expr.Input("b", right.Shape)))),
        new Dictionary<string, Tensor> { ["a"] = left, ["b"] = right },
        new Dictionary<string, RandomKey[]>());

    public static double[] Doubles(Tensor tensor) => tensor.Doubles.ToArray();
}
