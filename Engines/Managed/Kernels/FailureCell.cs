namespace ProbBnn.Engines.Managed;

/// <summary>Keeps the smallest of the failures that several threads report, so that the report does not depend on who was first.</summary>
internal unsafe struct FailureCell
{
    private long _smallest;

    private FailureCell(long smallest) => _smallest = smallest;

    /// <summary>A cell without failures.</summary>
    public static FailureCell Empty => new(long.MaxValue);

    /// <summary>The smallest failure, or null.</summary>
    public readonly MatrixFailure? Failure =>
        _smallest == long.MaxValue ? null : new MatrixFailure(_smallest >> 24, (int)(_smallest & 0xFFFFFF));

    /// <summary>Reports a failure; any thread.</summary>
    public static void Report(FailureCell* cell, long matrix, int row)
    {
        long failure = (matrix << 24) | (uint)row;
        long seen = Volatile.Read(ref cell->_smallest);
        while (failure < seen)
        {
            long before = Interlocked.CompareExchange(ref cell->_smallest, failure, seen);
            if (before == seen)
            {
                return;
            }
            seen = before;
        }
    }
}
