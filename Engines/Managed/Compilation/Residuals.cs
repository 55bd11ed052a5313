using System.Numerics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Pairs every conjugate update with its reverse mode, so that what both need is computed once and kept in between; a reverse mode without
/// its update gets memory to do that again.
/// </summary>
internal static class Residuals
{
    /// <summary>The listing with residuals as results of updates and arguments of reverse modes.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="listing">A listing.</param>
    /// <param name="width">Register width.</param>
    public static Listing Pair<T>(Listing listing, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < listing.Lines.Length; i++)
        {
            var line = listing.Lines[i];
            if (line.Operation is Operation.ConjugateUpdate update)
            {
                listing = WithWholeResults(listing, i, update);
            }
            else if (line.Operation is Operation.ConjugateUpdateGradient gradient)
            {
                int forward = Forward(listing, i, gradient.Update);
                Shape size = KeptSize.Of(ConjugateLayer<T>.ResidualSize(gradient.Update, line, listing, width), gradient.Update);
                listing = forward < 0 ? DoneAgain(listing, i, gradient.Update, size) : Kept(listing, forward, i, size);
            }
        }
        return listing;
    }

    private static int Forward(Listing listing, int before, Operation.ConjugateUpdate update)
    {
        var arguments = listing.Lines[before].Arguments.Take(8).ToArray();
        for (int i = 0; i < before; i++)
        {
            if (listing.Lines[i].Operation.Equals(update) && listing.Lines[i].Arguments.Take(8).SequenceEqual(arguments))
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>Weights and KL are computed in any case.</summary>
    private static Listing WithWholeResults(Listing listing, int at, Operation.ConjugateUpdate update)
    {
        var line = listing.Lines[at];
        var shapes = update.InferShapes([.. line.Arguments.Select(a => listing.Shapes[a])]);
        for (int result = 0; result < 2; result++)
        {
            if (line.Results[result] < 0)
            {
                listing = listing.WithValue(shapes[result], out int value);
                line = line with { Results = line.Results.SetItem(result, value) };
            }
        }
        return listing.WithLine(at, line);
    }

    private static Listing Kept(Listing listing, int forward, int backward, Shape size)
    {
        Line update = listing.Lines[forward], gradient = listing.Lines[backward];
        if (update.Results.Count == 4)
        {
            listing = listing.WithValue(size, out int residual);
            update = update with { Results = update.Results.Add(residual) };
        }
        return listing.WithLine(forward, update)
            .WithLine(backward, gradient with { Arguments = gradient.Arguments.Add(update.Results[4]) });
    }

    private static Listing DoneAgain(Listing listing, int at, Operation.ConjugateUpdate update, Shape size)
    {
        var line = listing.Lines[at];
        var shapes = update.InferShapes([.. line.Arguments.Take(8).Select(a => listing.Shapes[a])]);
        foreach (var shape in (Shape[])[size, shapes[0], shapes[1]])
        {
            listing = listing.WithValue(shape, out int value);
            line = line with { Results = line.Results.Add(value) };
        }
        return listing.WithLine(at, line);
    }
}
