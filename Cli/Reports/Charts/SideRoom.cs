using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Room kept free beside a plot, so that the plots of neighbouring charts line up whatever their labels.</summary>
/// <param name="Left">At the left, in pixels.</param>
/// <param name="Right">At the right, in pixels.</param>
public readonly record struct SideRoom(double Left, double Right)
{
    /// <summary>The room that the most demanding of some charts needs; of charts of unlike widths each keeps its own.</summary>
    /// <param name="charts">The charts.</param>
    public static SideRoom Of(ValueList<Chart> charts)
    {
        if (charts.Select(c => c.Size.Width).Distinct().Count() != 1)
        {
            return default;
        }
        var frames = charts.Select(c => (Layout: ChartLayout.Of(c, default).Frame, c.Size.Width)).ToList();
        return new SideRoom(frames.Max(f => f.Layout.Left), frames.Max(f => f.Width - f.Layout.Right));
    }
}
