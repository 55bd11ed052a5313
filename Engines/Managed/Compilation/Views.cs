using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Operations that move no number: their results are other views of their arguments' memory. And repetition that its users can do while
/// they read: elementwise operations and batched products take the tensor before it is repeated.
/// </summary>
internal static class Views
{
    /// <summary>The listing without lines that move nothing, and without repetition that its users do themselves.</summary>
    public static Listing Resolve(Listing listing)
    {
        var repeated = listing.Lines.Where(l => l.Operation is Operation.BroadcastTo).ToDictionary(l => l.Results[0], l => l.Arguments[0]);
        var folded = listing with { Lines = [.. listing.Lines.Select(line => Fold(line, listing, repeated))] };
        folded = folded.WithoutDeadLines();
        var roots = folded.Roots.ToBuilder();
        foreach (var line in folded.Lines.Where(line => IsView(line, folded)))
        {
            roots[line.Results[0]] = roots[line.Arguments[0]];
        }
        return folded with { Lines = [.. folded.Lines.Where(line => !IsView(line, folded))], Roots = roots.ToImmutable() };
    }

    private static bool IsView(Line line, Listing listing)
    {
        if (line.Results.Count != 1 || line.Arguments.Count != 1)
        {
            return false;
        }
        Shape from = listing.Shapes[line.Arguments[0]], to = listing.Shapes[line.Results[0]];
        return line.Operation switch
        {
            Operation.Reshape or Operation.StopGradient or Operation.Concat => true,
            Operation.BroadcastTo or Operation.SumTo or Operation.Slice or Operation.Embed => from.Size == to.Size,
            Operation.Permute permute => permute.Order.Where(axis => from[axis] != 1).SequenceEqual(
                Enumerable.Range(0, from.Rank).Where(axis => from[axis] != 1)),
            _ => false,
        };
    }

    private static Line Fold(Line line, Listing listing, Dictionary<int, int> repeated) => line.Operation switch
    {
        Operation.ElementwiseBinary => Fold(line, 0, repeated, source => Covers(source, 1, line, listing)) is var once
            ? Fold(once, 1, repeated, source => Covers(source, 0, once, listing))
            : line,
        Operation.MatMul => Fold(
            Fold(line, 0, repeated, source => RepeatsWholeMatrices(source, line.Arguments[0], listing)),
            1, repeated, source => RepeatsWholeMatrices(source, line.Arguments[1], listing)),
        Operation.TriangularSolve => Fold(line, 1, repeated, source => RepeatsWholeMatrices(source, line.Arguments[1], listing)),
        _ => line,
    };

    private static Line Fold(Line line, int argument, Dictionary<int, int> repeated, Func<int, bool> allowed) =>
        repeated.TryGetValue(line.Arguments[argument], out int source) && allowed(source)
            ? line with { Arguments = line.Arguments.SetItem(argument, source) }
            : line;

    private static bool Covers(int source, int other, Line line, Listing listing) =>
        Shape.Broadcast(listing.Shapes[source], listing.Shapes[line.Arguments[other]], "").Equals(listing.Shapes[line.Results[0]]);

    private static bool RepeatsWholeMatrices(int source, int target, Listing listing)
    {
        Shape from = listing.Shapes[source], to = listing.Shapes[target];
        return from.Rank >= 2 && from[^2..].Equals(to[^2..]);
    }
}
