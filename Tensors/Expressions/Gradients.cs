using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>Reverse-mode derivatives of expressions, as expressions.</summary>
public static class Gradients
{
    /// <summary>The gradient of a scalar with respect to each of the given tensors; zeros where it does not depend on one.</summary>
    /// <param name="scalar">A tensor of one element.</param>
    /// <param name="variables">What the gradient is taken with respect to, usually inputs.</param>
    /// <exception cref="ShapeException">The first argument is not a scalar.</exception>
    public static ImmutableArray<Expr> Of(Expr scalar, params ImmutableArray<Expr> variables)
    {
        if (scalar.Shape.Size != 1)
        {
            throw new ShapeException(new Problem("only a scalar has a gradient", "Gradients.Of", $"{scalar.Shape}", "one element",
                "sum it first"));
        }
        var adjoints = Pullback([(scalar, ((Expr)1.0).BroadcastTo(scalar.Shape))], variables);
        return [.. adjoints.Zip(variables, (bar, variable) => bar ?? Expr.Zeros(variable.Shape))];
    }

    /// <summary>The adjoints of variables given adjoints of results; null where no result depends on a variable.</summary>
    /// <param name="results">Results with their adjoints.</param>
    /// <param name="variables">What the adjoints are wanted for.</param>
    public static ImmutableArray<Expr?> Pullback(ImmutableArray<(Expr Result, Expr Adjoint)> results, ImmutableArray<Expr> variables)
    {
        var wanted = variables.Select(v => (v.Node, v.Output)).ToHashSet();
        var order = Graph.InOrder([.. results.Select(r => r.Result)]);
        var active = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        foreach (var node in order)
        {
            bool isVariable = Enumerable.Range(0, node.Shapes.Length).Any(i => wanted.Contains((node, i)));
            if (isVariable || node.Arguments.Any(a => active.Contains(a.Node)))
            {
                active.Add(node);
            }
        }
        var bars = new Dictionary<(Node, int), Expr>();
        foreach (var (result, adjoint) in results)
        {
            Accumulate(result, adjoint);
        }
        foreach (var node in order.Reverse())
        {
            var outputs = Enumerable.Range(0, node.Shapes.Length).Select(i => bars.GetValueOrDefault((node, i))).ToImmutableArray();
            if (!active.Contains(node) || outputs.All(o => o is null) || !node.Arguments.Any(a => active.Contains(a.Node)))
            {
                continue;
            }
            var arguments = node.Operation.Pullback(node, outputs);
            for (int i = 0; i < arguments.Length; i++)
            {
                if (arguments[i] is { } bar && active.Contains(node.Arguments[i].Node))
                {
                    Accumulate(node.Arguments[i], bar);
                }
            }
        }
        return [.. variables.Select(v => bars.GetValueOrDefault((v.Node, v.Output)))];

        void Accumulate(Expr target, Expr bar)
        {
            var key = (target.Node, target.Output);
            bars[key] = bars.TryGetValue(key, out var sum) ? sum + bar : bar;
        }
    }
}
