using System.Diagnostics;

namespace ProbBnn.Cli;

/// <summary>How long a step of work takes.</summary>
internal static class StepTime
{
    /// <summary>Works for a while: code is compiled by the first piece of work, settles in the first half of the time, and is timed in the
    /// second.</summary>
    /// <param name="advance">Does a piece of work; gives the number of steps done since the beginning, and whether there are more.</param>
    /// <param name="budget">How long, at least until a step is done after the first piece of work.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    /// <returns>Seconds a step.</returns>
    public static double Measure(Func<(int Steps, bool GoesOn)> advance, TimeSpan budget, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var marks = new List<(int Steps, TimeSpan End)>();
        bool goesOn;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            (int steps, goesOn) = advance();
            marks.Add((steps, Stopwatch.GetElapsedTime(start)));
        }
        while (goesOn && (marks[^1].End - marks[0].End < budget || marks[^1].Steps == marks[0].Steps));
        var settled = marks.FindLast(mark => mark.End - marks[0].End <= budget / 2 && mark.Steps < marks[^1].Steps);
        return (marks[^1].End - settled.End).TotalSeconds / Math.Max(1, marks[^1].Steps - settled.Steps);
    }
}
