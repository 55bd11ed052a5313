using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>Reverse-mode derivatives of expressions, as expressions.</summary>
public static class Gradients
{
    /// <summary>The gradient of a scalar with respect to each of the given tensors; zeros where it does not depend on one.</summary>
    /// <param name="scalar">A tensor of one element.</param>
    /// <param name="variables">What the gradient is taken with respect to, usually inputs, which are told apart by name.</param>
    /// <exception cref="ShapeException">The first argument is not a scalar.</exception>
    public static ImmutableArray<Expr> Of(Expr scalar, params ImmutableArray<Expr> variables)
    {
        if (scalar.Shape.Size != 1)
        {
            throw new ShapeException(new Problem(
                "only a scalar has a gradient", "Gradients.Of", $"{scalar.Shape}", "one element", "sum it first"));
        }
        var adjoints = Pullback([(scalar, ((Expr)1.0).BroadcastTo(scalar.Shape))], variables);
        return [.. adjoints.Zip(variables, (bar, variable) => bar ?? Expr.Zeros(variable.Shape))];
    }

    /// <summary>The adjoints of variables given adjoints of results; null where no result depends on a variable.</summary>
    /// <param name="results">Results with their adjoints.</param>
    /// <param name="variables">What the adjoints are wanted for.</param>
    public static ImmutableArray<Expr?> Pullback(ImmutableArray<(Expr Result, Expr Adjoint)> results, ImmutableArray<Expr> variables) =>
        Pullback(results, variables, []);

    /// <summary>
    /// The adjoints of variables that are held independent of each other: what reaches one is not passed on to another that it is computed
    /// from, and of equal variables the first receives everything. This is the derivative rule of an operation that expands to the results.
    /// </summary>
    internal static ImmutableArray<Expr?> PartialPullback(
        ImmutableArray<(Expr Result, Expr Adjoint)> results, ImmutableArray<Expr> variables)
    {
        var seen = new HashSet<(object, int)>();
        var bars = Pullback(results, variables, [.. variables.Select(v => v.Node)]);
        return [.. variables.Zip(bars, (v, bar) => seen.Add(Key(v.Node, v.Output)) ? bar : null)];
    }

    private static ImmutableArray<Expr?> Pullback(
        ImmutableArray<(Expr Result, Expr Adjoint)> results, ImmutableArray<Expr> variables, HashSet<Node> leaves)
    {
        var wanted = variables.Select(v => Key(v.Node, v.Output)).ToHashSet();
        var order = Graph.InOrder([.. results.Select(r => r.Result)], leaves);
        var active = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        foreach (var node in order)
        {
            bool isVariable = Enumerable.Range(0, node.Shapes.Length).Any(i => wanted.Contains(Key(node, i)));
            if (isVariable || node.Arguments.Any(a => active.Contains(a.Node)))
            {
                active.Add(node);
            }
        }
        var bars = new Dictionary<(object, int), List<Expr>>();
        foreach (var (result, adjoint) in results)
        {
            Accumulate(result, adjoint);
        }
        foreach (var node in order.Reverse())
        {
            var outputs = Enumerable.Range(0, node.Shapes.Length).Select(i => SumAt(Key(node, i))).ToImmutableArray();
            if (leaves.Contains(node) || outputs.All(o => o is null) || !node.Arguments.Any(a => active.Contains(a.Node)))
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
        return [.. variables.Select(v => SumAt(Key(v.Node, v.Output)))];

        void Accumulate(Expr target, Expr bar)
        {
            var key = Key(target.Node, target.Output);
            if (!bars.TryGetValue(key, out var parts))
            {
                bars[key] = parts = [];
            }
            parts.Add(bar);
        }

        // Everything that reaches a tensor is known when it is read, so its parts are summed once.
        Expr? SumAt((object, int) key)
        {
            if (!bars.TryGetValue(key, out var parts))
            {
                return null;
            }
            if (parts.Count > 1)
            {
                bars[key] = parts = [AdjointParts.Sum(parts)];
            }
            return parts[0];
        }
    }

    /// <summary>What tells one tensor from another: its node, but for inputs their name and shape, as in a program.</summary>
    private static (object, int) Key(Node node, int output) => (node.Operation is Operation.Input input ? input : node, output);
}
