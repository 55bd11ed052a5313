namespace ProbBnn.Engines.Managed;

/// <summary>Rows of draws: a line in front whose last element is 1, then the weights, then zeros.</summary>
internal static unsafe class DrawRow
{
    /// <summary>Clears a row, sets its 1, and gives the address of its weights.</summary>
    public static T* Start<T>(in ConjugateGroup<T> group, T* row)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        int line = group.DrawStride - group.WeightStride;
        new Span<T>(row, group.DrawStride).Clear();
        row[line - 1] = T.One;
        return row + line;
    }
}
