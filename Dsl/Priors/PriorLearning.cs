namespace ProbBnn.Dsl;

/// <summary>Which prior parameters training may move.</summary>
public abstract record PriorLearning
{
    private PriorLearning()
    {
    }

    /// <summary>None: the prior stays where it starts.</summary>
    public sealed record Fixed : PriorLearning;

    /// <summary>All: means and scales.</summary>
    public sealed record Learned : PriorLearning;

    /// <summary>The means alone; scales and correlations stay where they start.</summary>
    public sealed record MeansOnly : PriorLearning;

    /// <summary>None before a training step, then as stated. The optimiser's moments of the prior start at the release.</summary>
    /// <param name="Step">The first training step, counted from 0, that moves the prior; not negative.</param>
    /// <param name="Then">What is learned from there on: <see cref="Learned"/> or <see cref="MeansOnly"/>.</param>
    public sealed record ReleasedAt(int Step, PriorLearning Then) : PriorLearning;
}
