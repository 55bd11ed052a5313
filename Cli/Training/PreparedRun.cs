using ProbBnn.Data;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>A run that is ready to train.</summary>
/// <param name="Run">Its folder.</param>
/// <param name="Record">What it is.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Trainer">The trainer, owned by this.</param>
/// <param name="Training">The tasks trained on.</param>
/// <param name="HeldOut">The tasks held out; may be empty.</param>
/// <param name="Undo">Takes away all that was written for a run that does not come to its first step.</param>
internal sealed record PreparedRun(
    RunFolder Run, RunRecord Record, IEngine Engine, Trainer Trainer, TaskSet Training, TaskSet HeldOut, Action Undo) : IDisposable
{
    public void Dispose() => Trainer.Dispose();
}
