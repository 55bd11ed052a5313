using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>
/// Something drawn in a chart, in data units; a closed union. Lists of one mark run in parallel. A point with a coordinate that is not
/// finite (or not positive on a logarithmic axis) is left out and interrupts its line.
/// </summary>
public abstract record Mark
{
    private Mark()
    {
    }

    /// <summary>A line through points, in the order given.</summary>
    /// <param name="Xs">Horizontal coordinates, [points].</param>
    /// <param name="Ys">Vertical coordinates, [points].</param>
    /// <param name="Tone">Its ink.</param>
    /// <param name="Style">How it is drawn.</param>
    /// <param name="EndLabel">A label at its right end, or null for none.</param>
    public sealed record Line(ValueList<double> Xs, ValueList<double> Ys, Tone Tone, LineStyle Style = LineStyle.Solid,
        string? EndLabel = null) : Mark;

    /// <summary>The area between two curves.</summary>
    /// <param name="Xs">Horizontal coordinates, [points].</param>
    /// <param name="Lower">The lower curve, [points].</param>
    /// <param name="Upper">The upper curve, [points].</param>
    /// <param name="Tone">Its ink.</param>
    /// <param name="Style">How strongly it is tinted.</param>
    public sealed record Band(ValueList<double> Xs, ValueList<double> Lower, ValueList<double> Upper, Tone Tone, BandStyle Style) : Mark;

    /// <summary>Points.</summary>
    /// <param name="Xs">Horizontal coordinates, [points].</param>
    /// <param name="Ys">Vertical coordinates, [points].</param>
    /// <param name="Tone">Their ink.</param>
    /// <param name="Style">How they are drawn.</param>
    public sealed record Dots(ValueList<double> Xs, ValueList<double> Ys, Tone Tone, DotStyle Style) : Mark;

    /// <summary>Bars from zero, side by side.</summary>
    /// <param name="Edges">Their edges in rising order, [bars + 1].</param>
    /// <param name="Heights">Their heights, [bars].</param>
    /// <param name="Tone">Their ink.</param>
    public sealed record Bars(ValueList<double> Edges, ValueList<double> Heights, Tone Tone) : Mark;

    /// <summary>Vertical intervals, such as the central 90 % of predictions.</summary>
    /// <param name="Xs">Horizontal coordinates, [intervals].</param>
    /// <param name="Lower">Lower ends, [intervals].</param>
    /// <param name="Upper">Upper ends, [intervals].</param>
    /// <param name="Tone">Their ink.</param>
    public sealed record Whiskers(ValueList<double> Xs, ValueList<double> Lower, ValueList<double> Upper, Tone Tone) : Mark;

    /// <summary>A vertical rule over the whole height, with a label above the plot.</summary>
    /// <param name="X">Its place.</param>
    /// <param name="Tone">Its ink.</param>
    /// <param name="Label">The label above it.</param>
    public sealed record Moment(double X, Tone Tone, string Label) : Mark;

    /// <summary>
    /// Values over a plane, as coloured cells where the places lie on a lattice, else as coloured dots; with a colour bar.
    /// </summary>
    /// <param name="Xs">Horizontal coordinates, [points].</param>
    /// <param name="Ys">Vertical coordinates, [points].</param>
    /// <param name="Values">The values, [points].</param>
    /// <param name="Colours">The colour map.</param>
    /// <param name="Range">The values of its ends.</param>
    /// <param name="Cells">Whether a lattice is filled with cells; false draws dots at any rate.</param>
    public sealed record Field(ValueList<double> Xs, ValueList<double> Ys, ValueList<double> Values, ColourMap Colours, Interval Range,
        bool Cells = true) : Mark;
}
