namespace ProbBnn.Engines.Managed;

/// <summary>What becomes of a finished tile A B: it is scaled, then it replaces, joins or lowers what C holds.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly unsafe struct TileFinish<T>(TileTarget target, T* columnScale = null, T* rowScale = null, nint rowScaleStride = 0)
    where T : unmanaged
{
    /// <summary>How the tile meets the old value of C.</summary>
    public TileTarget Target { get; init; } = target;

    /// <summary>A factor for each column of C, or null.</summary>
    public T* ColumnScale { get; init; } = columnScale;

    /// <summary>A factor for each row of C, or null.</summary>
    public T* RowScale { get; init; } = rowScale;

    /// <summary>Distance of the factors of neighbouring rows; 0 for one factor for all.</summary>
    public nint RowScaleStride { get; init; } = rowScaleStride;

    /// <summary>C = A B.</summary>
    public static TileFinish<T> Set => new(TileTarget.Set);

    /// <summary>C = C + A B.</summary>
    public static TileFinish<T> Add => new(TileTarget.Add);

    /// <summary>C = C - A B.</summary>
    public static TileFinish<T> Subtract => new(TileTarget.Subtract);
}
