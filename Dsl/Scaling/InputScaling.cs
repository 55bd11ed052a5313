namespace ProbBnn.Dsl;

/// <summary>What is done to inputs before features are computed.</summary>
public enum InputScaling
{
    /// <summary>Each input is shifted and scaled to mean 0 and standard deviation 1 over the training tasks.</summary>
    Standardise,

    /// <summary>Inputs are taken as they are.</summary>
    None,
}
