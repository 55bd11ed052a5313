namespace ProbBnn.Engines.Managed;

/// <summary>
/// Decides which new values of state are computed where the old ones lie. That is safe for a value that is no output and belongs to one
/// input, if the line that begins to write it comes after every line that may fail, and after (or is, where the step allows it) the last
/// line that reads the old value.
/// </summary>
internal sealed class StatePlaces
{
    private readonly Listing _listing;
    private readonly int[] _lastUses;
    private readonly int _lastToFail;
    private readonly Dictionary<int, int> _inputOf = [];

    /// <summary>Finds the new values of state that may be computed in place at all.</summary>
    /// <param name="listing">The listing, in its final order.</param>
    /// <param name="lastUses">Its last uses.</param>
    public StatePlaces(Listing listing, int[] lastUses)
    {
        (_listing, _lastUses, _lastToFail) = (listing, lastUses, listing.LastToFail());
        var outputs = listing.Outputs.Select(v => listing.Roots[v]).ToHashSet();
        foreach (var update in listing.Updates.GroupBy(u => listing.Roots[u.Value]).Where(g => g.Count() == 1).Select(g => g.Single()))
        {
            int root = listing.Roots[update.Value];
            if (!outputs.Contains(root))
            {
                _inputOf[root] = update.Input;
            }
        }
    }

    /// <summary>A stretch in an input's place for a result that is written over that input, or null.</summary>
    public Stretch? InPlaceOf(Line line, int result, int at)
    {
        int value = line.Results[result];
        if (!_inputOf.TryGetValue(value, out int input) || at <= _lastToFail)
        {
            return null;
        }
        int old = _listing.Inputs[input], lastUse = _lastUses[old];
        bool allowed = lastUse < at;
        if (lastUse == at)
        {
            foreach (int candidate in InPlace.Candidates(line.Operation, result))
            {
                allowed |= _listing.Roots[line.Arguments[candidate]] == old && SameSize(line.Arguments[candidate], value)
                    && line.Arguments.Count(a => _listing.Roots[a] == old) == 1;
            }
        }
        return allowed ? new Stretch(value, at, input) : null;
    }

    private bool SameSize(int a, int b) => _listing.Shapes[a].Size == _listing.Shapes[b].Size;
}
