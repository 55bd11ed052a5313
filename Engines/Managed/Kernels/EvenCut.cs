namespace ProbBnn.Engines.Managed;

/// <summary>A length cut into the least number of parts of at most a given size, as even as can be; longer parts come first.</summary>
internal readonly struct EvenCut
{
    private readonly int _least;
    private readonly int _longer;

    /// <param name="length">The whole.</param>
    /// <param name="most">The largest part allowed.</param>
    public EvenCut(int length, int most)
    {
        if (length <= most)
        {
            (Count, _least, _longer) = (length > 0 ? 1 : 0, length, 0);
            return;
        }
        Count = (length + most - 1) / most;
        _least = length / Count;
        _longer = length - (_least * Count);
    }

    /// <summary>Number of parts.</summary>
    public int Count { get; }

    /// <summary>Length of a part.</summary>
    public int Length(int part) => part < _longer ? _least + 1 : _least;

    /// <summary>Where a part starts.</summary>
    public int Start(int part) => (part * _least) + Math.Min(part, _longer);
}
