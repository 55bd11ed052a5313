using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Noise by point that only conjugate updates read is wanted for real points alone: its line gets the counts as an argument, and leaves
/// what lies beyond them as it was.
/// </summary>
internal static class RealNoise
{
    private const int Counts = 5, PointNoise = 7, Arguments = 8;

    /// <summary>The listing with counts as arguments of such noise.</summary>
    /// <param name="listing">A listing.</param>
    public static Listing Limit(Listing listing)
    {
        var definitions = listing.Definitions();
        var visible = listing.Outputs.Concat(listing.Updates.Select(u => u.Value)).Select(v => listing.Roots[v]).ToHashSet();
        for (int i = 0; i < listing.Lines.Length; i++)
        {
            var line = listing.Lines[i];
            if (line.Operation is Operation.KeyedNormal { Batch.Rank: > 0 } noise && !visible.Contains(line.Results[0])
                && CountsOf(listing, line.Results[0]) is { } counts && definitions[counts] < 0
                && listing.Shapes[counts].Size == noise.Batch[0])
            {
                listing = listing.WithLine(i, line with { Arguments = [counts] });
            }
        }
        return listing;
    }

    /// <summary>The counts of the updates whose noise by point this value is, if that is all it is.</summary>
    private static int? CountsOf(Listing listing, int value)
    {
        int? counts = null;
        foreach (var line in listing.Lines)
        {
            for (int a = 0; a < line.Arguments.Count; a++)
            {
                if (listing.Roots[line.Arguments[a]] != value)
                {
                    continue;
                }
                bool isPointNoise = a == PointNoise && line.Operation is (Operation.ConjugateUpdate or Operation.ConjugateUpdateGradient);
                if (!isPointNoise || line.Arguments.Count < Arguments || (counts is { } known && known != line.Arguments[Counts]))
                {
                    return null;
                }
                counts = line.Arguments[Counts];
            }
        }
        return counts;
    }
}
