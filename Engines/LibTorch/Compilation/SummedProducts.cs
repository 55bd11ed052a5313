// SumTo(A B), summed over batch axes alone, is one product with a longer contraction: what is summed is never stored.
using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>Joins a matrix product with the sum over its batch that follows it.</summary>
internal static class SummedProducts
{
    /// <summary>The listing with such sums done by their products.</summary>
    /// <param name="listing">A listing.</param>
    public static Listing Join(Listing listing)
    {
        var uses = listing.Lines.SelectMany(l => l.Arguments).Concat(listing.Outputs).Concat(listing.Updates.Select(u => u.Value))
            .CountBy(v => v).ToDictionary();
        var products = listing.Lines.Where(l => l.Operation is Operation.MatMul).ToDictionary(l => l.Result);
        var joined = new HashSet<int>();
        var lines = listing.Lines.Select(line =>
        {
            bool joins = line.Operation is Operation.SumTo && products.TryGetValue(line.Arguments[0], out _)
                && uses[line.Arguments[0]] == 1 && SumsBatchAlone(listing.Shapes[line.Arguments[0]], listing.Shapes[line.Result]);
            if (!joins)
            {
                return line;
            }
            joined.Add(line.Arguments[0]);
            return products[line.Arguments[0]] with { Result = line.Result };
        }).ToImmutableArray();
        return listing with { Lines = [.. lines.Where(l => !joined.Contains(l.Result))] };
    }

    private static bool SumsBatchAlone(Shape from, Shape to) => to.Rank >= 2 && to[^1] == from[^1] && to[^2] == from[^2];
}
