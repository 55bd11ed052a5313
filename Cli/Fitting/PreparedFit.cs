using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>A fit that is ready to work.</summary>
/// <param name="Run">Its folder.</param>
/// <param name="Record">What it is.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Subject">Model and data.</param>
/// <param name="Fit">The method at work, owned by this.</param>
/// <param name="Minutes">The time after which this command ends the work, or null.</param>
/// <param name="Undo">Takes away all that was written for a run that does not come to its first step.</param>
internal sealed record PreparedFit(
    RunFolder Run, FitRecord Record, IEngine Engine, FitSubject Subject, LiveFit Fit, double? Minutes, Action Undo) : IDisposable
{
    /// <summary>The method with its options.</summary>
    public TaskMethod Method => Fit.Method;

    public void Dispose() => Fit.Dispose();
}
