using System.Collections.Immutable;

namespace ProbBnn.Tensors;

/// <summary>Walks the nodes under expressions.</summary>
internal static class Graph
{
    /// <summary>Every node under the roots once, arguments before the nodes that use them; iterative, so depth is no limit.</summary>
    public static ImmutableArray<Node> InOrder(ImmutableArray<Expr> roots) => InOrder(roots, []);

    /// <summary>Every node under the roots once, arguments first; what the leaves are computed from is not walked.</summary>
    public static ImmutableArray<Node> InOrder(ImmutableArray<Expr> roots, HashSet<Node> leaves)
    {
        var order = ImmutableArray.CreateBuilder<Node>();
        var entered = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<(Node Node, bool Done)>(roots.Reverse().Select(r => (r.Node, false)));
        while (stack.TryPop(out var top))
        {
            if (top.Done)
            {
                order.Add(top.Node);
            }
            else if (entered.Add(top.Node))
            {
                stack.Push((top.Node, true));
                for (int i = leaves.Contains(top.Node) ? -1 : top.Node.Arguments.Length - 1; i >= 0; i--)
                {
                    stack.Push((top.Node.Arguments[i].Node, false));
                }
            }
        }
        return order.ToImmutable();
    }
}
