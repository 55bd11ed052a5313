using System.Collections.Immutable;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Which neighbouring lines run as one step, tile by tile. Values of such a group live as long as the whole group, since the first line may
/// still read at later positions when the last one has begun to write; only a result that is written over an argument of its own line,
/// position by position, keeps that argument's place.
/// </summary>
/// <param name="Firsts">For every step that runs, its first line.</param>
/// <param name="Lines">Number of lines.</param>
internal sealed record Tiling(ImmutableArray<int> Firsts, int Lines)
{
    /// <summary>Groups neighbouring steps over ranges of the same size.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="steps">One step a line.</param>
    public static Tiling Of<T>(ImmutableArray<Step<T>> steps)
        where T : unmanaged => new(
            [.. Enumerable.Range(0, steps.Length).Where(i => i == 0 || !Joins(steps[i - 1], steps[i]))], steps.Length);

    /// <summary>The steps that run.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="steps">One step a line.</param>
    public ImmutableArray<Step<T>> Merge<T>(ImmutableArray<Step<T>> steps)
        where T : unmanaged =>
        [.. Firsts.Select((first, i) => Last(i) == first
            ? steps[first]
            : new TileStep<T>([.. Enumerable.Range(first, Last(i) - first + 1).Select(line => (RangeStep<T>)steps[line])]))];

    /// <summary>The last line of a step that runs.</summary>
    public int Last(int step) => (step + 1 < Firsts.Length ? Firsts[step + 1] : Lines) - 1;

    /// <summary>The lines that a stretch of memory must be kept through, widened to whole groups.</summary>
    /// <param name="start">The first line that writes it; -1 for what is there before all lines.</param>
    /// <param name="end">The last line that reads it; the number of lines for what is read afterwards.</param>
    public (int Start, int End) Widen(int start, int end) =>
        (start < 0 ? start : Firsts[Group(start)], end >= Lines || end < 0 ? end : Last(Group(end)));

    private int Group(int line)
    {
        int at = Firsts.BinarySearch(line);
        return at >= 0 ? at : ~at - 1;
    }

    private static bool Joins<T>(Step<T> before, Step<T> step)
        where T : unmanaged => before is RangeStep<T> a && step is RangeStep<T> b && a.Size == b.Size;
}
