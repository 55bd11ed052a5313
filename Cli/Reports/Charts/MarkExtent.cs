namespace ProbBnn.Cli.Reports;

/// <summary>The numbers that a mark wants to be inside its axes.</summary>
public static class MarkExtent
{
    /// <summary>Its horizontal coordinates; a field on a lattice counts its cells in full.</summary>
    /// <param name="mark">The mark.</param>
    public static IEnumerable<double> Xs(Mark mark) => mark switch
    {
        Mark.Line line => line.Xs,
        Mark.Band band => band.Xs,
        Mark.Dots dots => dots.Xs,
        Mark.Bars bars => bars.Edges,
        Mark.Whiskers whiskers => whiskers.Xs,
        Mark.Moment moment => [moment.X],
        Mark.Field field => Spread(field.Xs, field, lattice => lattice.CellWidth),
        _ => throw new ArgumentOutOfRangeException(nameof(mark)),
    };

    /// <summary>Its vertical coordinates; bars count their foot, a field on a lattice its cells in full.</summary>
    /// <param name="mark">The mark.</param>
    public static IEnumerable<double> Ys(Mark mark) => mark switch
    {
        Mark.Line line => line.Ys,
        Mark.Band band => band.Lower.Concat(band.Upper),
        Mark.Dots dots => dots.Ys,
        Mark.Bars bars => bars.Heights.Append(0),
        Mark.Whiskers whiskers => whiskers.Lower.Concat(whiskers.Upper),
        Mark.Moment => [],
        Mark.Field field => Spread(field.Ys, field, lattice => lattice.CellHeight),
        _ => throw new ArgumentOutOfRangeException(nameof(mark)),
    };

    private static IEnumerable<double> Spread(IEnumerable<double> coordinates, Mark.Field field, Func<Lattice, double> cell)
    {
        double half = field.Cells && Lattice.Of(field.Xs, field.Ys) is { } lattice ? cell(lattice) / 2 : 0;
        return coordinates.SelectMany(c => new[] { c - half, c + half });
    }
}
