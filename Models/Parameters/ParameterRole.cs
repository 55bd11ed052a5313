namespace ProbBnn.Models;

/// <summary>What a parameter belongs to; decides nothing but how it is reported.</summary>
public enum ParameterRole
{
    /// <summary>The prior over the weights.</summary>
    Prior,

    /// <summary>An inference network.</summary>
    InferenceNet,

    /// <summary>The likelihood.</summary>
    Likelihood,
}
