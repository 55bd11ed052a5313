namespace ProbBnn.Dsl;

/// <summary>Where the prior's parameters start; a fixed prior stays there.</summary>
public abstract record PriorStart
{
    private PriorStart()
    {
    }

    /// <summary>All parameters zero, as published: a standard normal before scaling (Rochussen and Fortuin, ICLR 2026).</summary>
    public sealed record Zero : PriorStart;

    /// <summary>
    /// Means and log standard deviations drawn from normals around zero, correlations zero; units start apart and learning is faster.
    /// </summary>
    /// <param name="MeanStdDev">Standard deviation of the means in units of the prior's own standard deviation (after any scaling by
    /// fan-in), from 0 to 10.</param>
    /// <param name="LogScaleStdDev">Standard deviation of the log standard deviations, from 0 to 10.</param>
    public sealed record SmallRandom(double MeanStdDev, double LogScaleStdDev) : PriorStart;
}
