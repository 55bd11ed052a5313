namespace ProbBnn.Dsl;

/// <summary>How prior standard deviations depend on the number of incoming weights; explicit on every prior.</summary>
public abstract record PriorScale
{
    private PriorScale()
    {
    }

    /// <summary>Standard deviations are divided by the square root of the fan-in (incoming values and the bias).</summary>
    public sealed record FanIn : PriorScale;

    /// <summary>Standard deviations are taken as they are.</summary>
    public sealed record Unscaled : PriorScale;
}
