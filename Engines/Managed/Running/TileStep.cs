namespace ProbBnn.Engines.Managed;

/// <summary>
/// Neighbouring steps over the same positions, run tile by tile, so that what one leaves the next finds in the first-level cache, and so
/// that all of them cost one fork.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="parts">The steps, in order; all of one size.</param>
internal sealed class TileStep<T>(RangeStep<T>[] parts) : RangeStep<T>(parts[0].Size, parts.Sum(p => p.Cost))
    where T : unmanaged
{
    private const int Tile = 1024;

    /// <inheritdoc/>
    public override void Range(in Frame<T> frame, int start, int count)
    {
        for (int end = start + count; start < end; start += Tile)
        {
            int length = Math.Min(Tile, end - start);
            foreach (var part in parts)
            {
                part.Range(frame, start, length);
            }
        }
    }
}
