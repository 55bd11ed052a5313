namespace ProbBnn.Cli;

/// <summary>What came of a fit so far.</summary>
/// <param name="Phase">What was being done last, in a word.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="Of">Steps in all.</param>
/// <param name="Objective">What is maximised, at the last step, or null where nothing is.</param>
/// <param name="Seconds">Time spent on them, over all resumptions.</param>
/// <param name="Failure">What went wrong, or null.</param>
internal sealed record FitOutcome(string Phase, int Steps, int Of, double? Objective, double Seconds, string? Failure)
{
    /// <summary>Nothing done yet.</summary>
    public static FitOutcome None { get; } = new("", 0, 0, null, 0, null);
}
