namespace ProbBnn.Cli;

/// <summary>The parts of the demo, in their order.</summary>
public enum DemoStage
{
    /// <summary>The prior is learned.</summary>
    Learned,

    /// <summary>The same network is trained with its prior fixed.</summary>
    Fixed,

    /// <summary>Gaussian processes are fitted.</summary>
    GaussianProcesses,

    /// <summary>Unseen tasks are predicted and scored.</summary>
    Scoring,

    /// <summary>The curves of the report are computed.</summary>
    Drawing,
}
