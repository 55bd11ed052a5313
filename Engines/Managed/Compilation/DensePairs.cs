using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Pairs every dense network with its reverse mode, so that what is before and after its nonlinearities is computed once and kept in
/// between; a reverse mode without its network gets memory to do that again.
/// </summary>
internal static class DensePairs
{
    /// <summary>The listing with what is kept as results of networks and arguments of reverse modes.</summary>
    /// <param name="listing">A listing.</param>
    /// <param name="lanes">Elements of a register.</param>
    /// <param name="elementSize">Bytes of an element.</param>
    public static Listing Keep(Listing listing, int lanes, int elementSize)
    {
        for (int i = 0; i < listing.Lines.Length; i++)
        {
            if (listing.Lines[i].Operation is Operation.DenseNetworkGradient gradient)
            {
                listing = Keep(listing, i, gradient.Network, lanes, elementSize);
            }
        }
        return listing;
    }

    private static Listing Keep(Listing listing, int at, Operation.DenseNetwork network, int lanes, int elementSize)
    {
        var line = listing.Lines[at];
        int[] arguments = [.. line.Arguments.Take(network.Hidden.Count + 2)];
        var layout = new DenseLayout(network, [.. arguments.Select(a => listing.Shapes[a])], lanes, elementSize);
        Shape size = KeptSize.Of((long)layout.Items * layout.ItemSize, network);
        int forward = Enumerable.Range(0, at).FirstOrDefault(i => IsPass(listing.Lines[i], network, arguments), -1);
        if (forward < 0)
        {
            listing = listing.WithValue(size, out int room);
            return listing.WithLine(at, line with { Results = line.Results.Add(room) });
        }
        var pass = listing.Lines[forward];
        if (pass.Results.Count == 1)
        {
            listing = listing.WithValue(size, out int kept);
            pass = pass with { Results = pass.Results.Add(kept) };
            listing = listing.WithLine(forward, pass);
        }
        return listing.WithLine(at, line with { Arguments = line.Arguments.Add(pass.Results[1]) });
    }

    private static bool IsPass(Line line, Operation.DenseNetwork network, int[] arguments) =>
        line.Operation.Equals(network) && line.Arguments.SequenceEqual(arguments);
}
