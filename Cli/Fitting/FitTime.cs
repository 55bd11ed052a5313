namespace ProbBnn.Cli;

/// <summary>How long a fit may work: a closed union.</summary>
internal abstract record FitTime
{
    private FitTime()
    {
    }

    /// <summary>As long as the method's steps or draws take.</summary>
    public sealed record AsNeeded : FitTime;

    /// <summary>The steps or draws that are asked for, ended after a time with what there is by then.</summary>
    /// <param name="Minutes">The time of a command.</param>
    public sealed record AtMost(double Minutes) : FitTime;

    /// <summary>As many steps or draws as fill a time.</summary>
    /// <param name="Minutes">The time of the whole fit.</param>
    public sealed record Filling(double Minutes) : FitTime;
}
