// A warm-up of W iterations: 75 of step size alone; windows of 25, 50, 100, .. that end with a new metric each, the last one stretched to
// where 50 of step size alone remain (Stan reference manual, "HMC algorithm parameters": the windows of its warm-up). With W < 150 the
// parts are 15 %, 75 % (one window) and 10 %; with W < 20 no metric is adapted. Stan never stretches the first window; here it is stretched
// like the others, so that for 150 < W < 200 no window is left with a handful of draws.

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>When a warm-up gathers draws, and when it makes a metric of them.</summary>
/// <param name="Begin">The first iteration whose draw is gathered.</param>
/// <param name="Ends">The windows' ends, ascending: the iteration before each is the last of a window. Empty where no metric is
/// adapted.</param>
internal sealed record WarmUpSchedule(int Begin, ValueList<int> Ends)
{
    private const int First = 75, Window = 25, Last = 50, Fewest = 20;

    /// <summary>The schedule of a warm-up.</summary>
    /// <param name="warmUp">Number of iterations, 0 or more.</param>
    /// <param name="metric">The metric to adapt.</param>
    public static WarmUpSchedule Of(int warmUp, Metric metric)
    {
        if (metric is Metric.Unit || warmUp < Fewest)
        {
            return new WarmUpSchedule(warmUp, []);
        }
        bool shortened = warmUp < First + Window + Last;
        int begin = shortened ? (int)(0.15 * warmUp) : First;
        int stop = warmUp - (shortened ? (int)(0.1 * warmUp) : Last);
        var ends = new List<int>();
        int width = shortened ? stop - begin : Window;
        for (int at = begin; at < stop; width *= 2)
        {
            at = at + width + 2 * width > stop ? stop : at + width;
            ends.Add(at);
        }
        return new WarmUpSchedule(begin, ends.ToValueList());
    }

    /// <summary>Whether the draw of an iteration is gathered.</summary>
    public bool Gathers(int iteration) => Ends.Count > 0 && iteration >= Begin && iteration < Ends[^1];

    /// <summary>Whether a window ends with an iteration.</summary>
    public bool EndsWindow(int iteration) => Ends.AsSpan().Contains(iteration + 1);
}
