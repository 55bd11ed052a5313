using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>A fit with nothing to do: the posterior is known as it stands.</summary>
internal sealed class FinishedFit(string phase, ParameterSet state) : ITaskFit
{
    public bool IsFinished => true;

    public double ShareDone => 1;

    public ConditioningProgress Advance() => new(phase, 1, 1, null);

    public ParameterSet Snapshot() => state;

    public void Dispose()
    {
    }
}
