namespace ProbBnn.Dsl;

/// <summary>What is done to outputs before the likelihood; undone in predictions and log densities.</summary>
public enum OutputScaling
{
    /// <summary>Each output is shifted and scaled to mean 0 and standard deviation 1 over the training tasks.</summary>
    Standardise,

    /// <summary>Outputs are taken as they are.</summary>
    None,
}
