// What makes little of much (a sum, a diagonal) is done as soon as it can be: the much need not be kept for it.
namespace ProbBnn.Engines.LibTorch;

/// <summary>Moves lines whose results are far smaller than their arguments, and what leads to them alone, to the earliest place.</summary>
internal sealed class EarlySums
{
    private const long Smaller = 8, WorthIt = 1 << 16;

    private readonly Listing _listing;
    private readonly ILookup<int, int> _readers;
    private readonly HashSet<int> _kept, _made = [];
    private readonly bool[] _done;
    private readonly List<Line> _order = [];

    private EarlySums(Listing listing)
    {
        _listing = listing;
        _readers = listing.Lines.SelectMany((line, i) => line.Arguments.Distinct().Select(a => (Value: a, Line: i)))
            .ToLookup(p => p.Value, p => p.Line);
        _kept = [.. listing.Outputs, .. listing.Updates.Select(u => u.Value)];
        _done = new bool[listing.Lines.Length];
    }

    /// <summary>The listing with such lines moved.</summary>
    /// <param name="listing">A listing.</param>
    public static Listing Move(Listing listing) => new EarlySums(listing).Moved();

    private Listing Moved()
    {
        var results = _listing.Lines.Select(l => l.Result).ToHashSet();
        _made.UnionWith(Enumerable.Range(0, _listing.Shapes.Length).Where(v => !results.Contains(v)));
        for (int i = 0; i < _done.Length; i++)
        {
            Do(i);
        }
        return _listing with { Lines = [.. _order] };
    }

    private void Do(int line)
    {
        if (_done[line])
        {
            return;
        }
        _done[line] = true;
        _order.Add(_listing.Lines[line]);
        _made.Add(_listing.Lines[line].Result);
        foreach (int reader in _readers[_listing.Lines[line].Result])
        {
            if (!_done[reader] && _listing.Lines[reader].Arguments.All(_made.Contains) && LeadsToLittle(reader, Size(_listing.Lines[line].Result)))
            {
                Do(reader);
            }
        }
    }

    /// <summary>Whether a line's result, by itself or through lines that read nothing else, ends far smaller than a size.</summary>
    private bool LeadsToLittle(int line, long size)
    {
        if (size < WorthIt)
        {
            return false;
        }
        for (int at = line; ; at = _readers[_listing.Lines[at].Result].Single())
        {
            int result = _listing.Lines[at].Result;
            if (Size(result) <= size / Smaller)
            {
                return true;
            }
            int[] next = [.. _readers[result]];
            if (Size(result) > size || _kept.Contains(result) || next.Length != 1 || _listing.Lines[next[0]].Arguments.Distinct().Count() != 1)
            {
                return false;
            }
        }
    }

    private long Size(int value) => _listing.Shapes[value].LongSize;
}
