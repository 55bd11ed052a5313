namespace ProbBnn.Cli;

/// <summary>Rules for what the command line leaves open.</summary>
internal static class TrainingPlan
{
    private const int Validations = 20, ShortestPause = 25, LongestPause = 250;

    /// <summary>Steps between validations: a twentieth of all, from 25 to 250, as a validation takes as long as many steps.</summary>
    /// <param name="steps">Steps in all.</param>
    public static int ValidateEvery(int steps) => Math.Clamp(steps / Validations, Math.Min(ShortestPause, steps), LongestPause);

    /// <summary>How long the warm-up takes steps: a twentieth of the time asked for, from 3 to 15 seconds, at most a fifth of it.</summary>
    /// <param name="total">The time asked for.</param>
    public static TimeSpan WarmUpTime(TimeSpan total) =>
        TimeSpan.FromSeconds(Math.Min(Math.Clamp(total.TotalSeconds / 20, 3, 15), total.TotalSeconds / 5));

    /// <summary>The time kept for saving and the report, and against surprises: a fiftieth of the time asked for.</summary>
    /// <param name="total">The time asked for.</param>
    public static TimeSpan TimeToFinish(TimeSpan total) => total / 50;
}
