using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Orders a listing so that inputs change only when nothing can fail any more and nothing needs their old values, and gives outputs that
/// are views of inputs memory of their own.
/// </summary>
internal static class StateOrder
{
    /// <summary>The ordered listing.</summary>
    public static Listing Of(Listing listing) => CopyInputsThatLeave(LateUpdates(listing));

    /// <summary>Lines that only new values of state need come after every line that may fail.</summary>
    private static Listing LateUpdates(Listing listing)
    {
        var needed = listing.Outputs.Select(v => listing.Roots[v]).ToHashSet();
        var late = new bool[listing.Lines.Length];
        int lastToFail = listing.LastToFail();
        for (int i = listing.Lines.Length - 1; i >= 0; i--)
        {
            var line = listing.Lines[i];
            late[i] = i < lastToFail && !line.MayFail
                && !line.Results.Any(needed.Contains) && line.Results.Any(r => IsUpdate(r, listing));
            if (!late[i])
            {
                needed.UnionWith(line.Arguments.Select(a => listing.Roots[a]));
            }
        }
        return listing with
        {
            Lines = [.. listing.Lines.Where((_, i) => !late[i]), .. listing.Lines.Where((_, i) => late[i])],
        };
    }

    private static bool IsUpdate(int value, Listing listing) => value >= 0 && listing.Updates.Any(u => listing.Roots[u.Value] == value);

    private static Listing CopyInputsThatLeave(Listing listing)
    {
        var inputs = listing.Inputs.ToHashSet();
        var updated = listing.Updates.Select(u => listing.Inputs[u.Input]).ToHashSet();
        var outputs = listing.Outputs.ToBuilder();
        for (int i = 0; i < outputs.Count; i++)
        {
            if (inputs.Contains(listing.Roots[outputs[i]]))
            {
                listing = Copy(listing, outputs[i], out int copy);
                outputs[i] = copy;
            }
        }
        var updates = ImmutableArray.CreateBuilder<StateUpdate>();
        foreach (var update in listing.Updates)
        {
            int root = listing.Roots[update.Value];
            if (root == listing.Inputs[update.Input])
            {
                continue;
            }
            if (updated.Contains(root))
            {
                listing = Copy(listing, update.Value, out int copy);
                updates.Add(update with { Value = copy });
            }
            else
            {
                updates.Add(update);
            }
        }
        return listing with { Outputs = outputs.ToImmutable(), Updates = updates.ToImmutable() };
    }

    private static Listing Copy(Listing listing, int value, out int copy)
    {
        var shape = listing.Shapes[value];
        var line = new Line(new Operation.Reshape(shape), [value], [listing.Shapes.Length]);
        return listing.WithValue(shape, out copy) with { Lines = [line, .. listing.Lines] };
    }
}
