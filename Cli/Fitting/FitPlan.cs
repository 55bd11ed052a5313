using System.Diagnostics;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>How a fit fills its time. The steps, or the iterations of warm-up, are fixed before the first of them; <c>fit.pbnn</c> has
/// them. Draws of chains are added while there is time.</summary>
/// <param name="Minutes">The time asked for.</param>
/// <param name="TimedSeconds">Time that was spent on measuring.</param>
/// <param name="SecondsPerStep">Time of a step, or of an iteration of the warm-up.</param>
internal sealed record FitPlan(double Minutes, double TimedSeconds, double SecondsPerStep)
{
    /// <summary>Draws of a chain before it is known how many there is time for: what diagnostics need.</summary>
    public const int FirstDraws = 25;

    private const int ShortestWarmUp = 20, LongestWarmUp = 1000, UsualDraws = 1000, MostDraws = 10_000;
    private const long MostNumbers = 1 << 24;
    private const double WorthGoingOn = 0.05, FilledAtOnce = 0.9;

    /// <summary>Draws of a chain, at most: more than 10,000 are not worth keeping unasked, nor more than 1000 where together they are a large
    /// file.</summary>
    /// <param name="chains">Number of chains.</param>
    /// <param name="weights">Number of weights.</param>
    public static int MostDrawsOf(int chains, long weights) =>
        (int)Math.Clamp(MostNumbers / Math.Max(1, chains * weights), UsualDraws, MostDraws);

    /// <summary>Measures on a fit that is thrown away, and fixes the steps.</summary>
    /// <param name="minutes">The time asked for.</param>
    /// <param name="method">The method, whose length is open.</param>
    /// <param name="init">Begins a fit.</param>
    /// <param name="begun">When the command began (a time stamp).</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public static (FitPlan Plan, TaskMethod Method) Of(
        double minutes, TaskMethod method, Func<TaskMethod, TaskFit> init, long begun, CancellationToken cancellation)
    {
        var total = TimeSpan.FromMinutes(minutes);
        long start = Stopwatch.GetTimestamp();
        double perStep;
        using (var pilot = init(method is MarkovChains chains
            ? MethodLength.WithIterations(chains, LongestWarmUp, 1) : MethodLength.WithSteps(method, int.MaxValue / 2)))
        {
            perStep = StepTime.Measure(
                () => (pilot.Advance().Done, !pilot.IsFinished), TrainingPlan.WarmUpTime(total), cancellation);
        }
        var plan = new FitPlan(minutes, Stopwatch.GetElapsedTime(start).TotalSeconds, perStep);
        var left = total - Stopwatch.GetElapsedTime(begun) - TrainingPlan.TimeToFinish(total);
        return (plan, method is MarkovChains sampler
            ? MethodLength.WithIterations(sampler, plan.WarmUp(left / 2), FirstDraws)
            : MethodLength.WithSteps(method, plan.StepsIn(left)));
    }

    /// <summary>The time for work, without that for measuring before it and the report after it.</summary>
    public TimeSpan TimeOfWork =>
        TimeSpan.FromMinutes(Minutes) - TrainingPlan.TimeToFinish(TimeSpan.FromMinutes(Minutes)) - TimeSpan.FromSeconds(TimedSeconds);

    /// <summary>Draws of a chain in all that nearly fill the time, or null where there is none left worth speaking of. The pace of more
    /// draws is known better, so what is left then is filled the same way.</summary>
    /// <param name="draws">Draws so far.</param>
    /// <param name="most">Draws at most.</param>
    /// <param name="secondsPerDraw">Time of a draw.</param>
    /// <param name="left">Time that is left.</param>
    public int? DrawsIn(int draws, int most, double secondsPerDraw, TimeSpan left)
    {
        int more = (int)Math.Min(FilledAtOnce * left.TotalSeconds / Math.Max(secondsPerDraw, 1e-9), most - draws);
        return left.TotalMinutes > WorthGoingOn * Minutes && more > 0 ? draws + more : null;
    }

    private int WarmUp(TimeSpan time) => Math.Clamp(StepsIn(time), ShortestWarmUp, LongestWarmUp);

    private int StepsIn(TimeSpan time) => (int)Math.Clamp(time.TotalSeconds / Math.Max(SecondsPerStep, 1e-9), 1, int.MaxValue / 2);
}
