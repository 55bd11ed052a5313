using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Assigns memory once, from the lines at which values live. Inputs keep places of their own between runs; a result takes over the place of
/// an argument that dies where the step allows it; a new value of state is computed where the old one lies if nothing needs that any more
/// and nothing can fail any more; everything else shares one stretch, largest first, each in the tightest gap that is free while it lives.
/// </summary>
internal static class Planner
{
    private const int Alignment = 64;

    /// <summary>Plans the memory of a listing.</summary>
    /// <param name="listing">The listing, in its final order.</param>
    /// <param name="tiling">Which lines run as one step.</param>
    /// <param name="elementSize">Bytes of one element.</param>
    public static Places Plan(Listing listing, Tiling tiling, int elementSize)
    {
        var stretches = Stretches(listing);
        long Bytes(int value) => ((long)listing.Shapes[value].Size * elementSize + Alignment - 1) / Alignment * Alignment;
        var offsets = new long[listing.Shapes.Length];
        Array.Fill(offsets, -1);
        long constantBytes = 0;
        foreach (int value in listing.Constants.Keys.Order())
        {
            offsets[value] = constantBytes;
            constantBytes += Bytes(value);
        }
        long inputBytes = 0;
        foreach (int value in listing.Inputs)
        {
            offsets[value] = inputBytes;
            inputBytes += Bytes(value);
        }
        var owned = stretches.Distinct().OfType<Stretch>().ToArray();
        foreach (var stretch in owned.Where(s => s.Input >= 0))
        {
            stretch.Offset = offsets[listing.Inputs[stretch.Input]];
        }
        foreach (var stretch in owned)
        {
            (stretch.Start, stretch.End) = tiling.Widen(stretch.Start, stretch.End);
        }
        long sessionBytes = Fit([.. owned.Where(s => s.Input < 0)], inputBytes, s => Bytes(s.Value));
        for (int value = 0; value < offsets.Length; value++)
        {
            int root = listing.Roots[value];
            offsets[value] = stretches[root]?.Offset ?? offsets[root];
        }
        var copies = listing.Updates
            .Where(u => stretches[listing.Roots[u.Value]]?.Input != u.Input)
            .Select(u => (u.Value, listing.Inputs[u.Input]));
        return new Places(
            [.. offsets], [.. listing.Roots.Select(listing.Constants.ContainsKey)], sessionBytes, constantBytes, [.. copies]);
    }

    /// <summary>For every value with a place of its own, its stretch; results that are written over an argument share one.</summary>
    private static Stretch?[] Stretches(Listing listing)
    {
        var last = listing.LastUses();
        var stretches = new Stretch?[listing.Shapes.Length];
        var state = new StatePlaces(listing, last);
        for (int i = 0; i < listing.Lines.Length; i++)
        {
            var line = listing.Lines[i];
            var taken = new HashSet<Stretch>();
            for (int r = 0; r < line.Results.Count; r++)
            {
                int result = line.Results[r];
                if (result < 0)
                {
                    continue;
                }
                var stretch = state.InPlaceOf(line, r, i) ?? Dying(line, r, i, listing, stretches, taken) ?? new Stretch(result, i);
                taken.Add(stretch);
                stretch.End = Math.Max(stretch.End, last[result]);
                stretches[result] = stretch;
            }
        }
        return stretches;
    }

    private static Stretch? Dying(Line line, int result, int at, Listing listing, Stretch?[] stretches, HashSet<Stretch> taken)
    {
        int size = listing.Shapes[line.Results[result]].Size;
        bool pointwise = line.Operation is Operation.ElementwiseBinary or Operation.AdamStep;
        foreach (int candidate in InPlace.Candidates(line.Operation, result))
        {
            int argument = line.Arguments[candidate];
            if (stretches[listing.Roots[argument]] is { } stretch && stretch.Input < 0 && stretch.End == at && stretch.Start < at
                && listing.Shapes[argument].Size == size && !taken.Contains(stretch)
                && (pointwise || line.Arguments.Count(a => listing.Roots[a] == listing.Roots[argument]) == 1))
            {
                return stretch;
            }
        }
        return null;
    }

    private static long Fit(Stretch[] stretches, long start, Func<Stretch, long> bytes)
    {
        var placed = new List<(Stretch Stretch, long Bytes)>();
        long end = start;
        foreach (var stretch in stretches.OrderByDescending(bytes).ThenBy(s => s.Start))
        {
            long size = bytes(stretch), best = -1, tightest = long.MaxValue, gap = start;
            foreach (var (other, length) in placed)
            {
                if (other.Start > stretch.End || other.End < stretch.Start)
                {
                    continue;
                }
                long free = other.Offset - gap;
                if (free >= size && free < tightest)
                {
                    (best, tightest) = (gap, free);
                }
                gap = Math.Max(gap, other.Offset + length);
            }
            stretch.Offset = best >= 0 ? best : gap;
            end = Math.Max(end, stretch.Offset + size);
            int at = placed.FindIndex(p => p.Stretch.Offset > stretch.Offset);
            placed.Insert(at < 0 ? placed.Count : at, (stretch, size));
        }
        return end;
    }
}
