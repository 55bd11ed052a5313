using System.Collections.Immutable;

namespace ProbBnn.Tensors;

/// <summary>Evaluates expressions without inputs by the value rules.</summary>
internal static class Evaluation
{
    public static ImmutableArray<Tensor> Of(ImmutableArray<Expr> roots)
    {
        var values = new Dictionary<Node, ImmutableArray<Tensor>>(ReferenceEqualityComparer.Instance);
        foreach (var node in Graph.InOrder(roots))
        {
            values[node] = node.Operation.Evaluate([.. node.Arguments.Select(a => values[a.Node][a.Output])]);
        }
        return [.. roots.Select(r => values[r.Node][r.Output])];
    }
}
