using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>How training is told: to people or to machines.</summary>
internal interface ITrainingVoice
{
    /// <summary>Training begins, or goes on.</summary>
    void Begin(PreparedRun run);

    /// <summary>Does the work while telling of its progress.</summary>
    T Watch<T>(PreparedRun run, Func<IProgress<TrainingProgress>, T> work);

    /// <summary>Training has ended or was interrupted.</summary>
    void End(RunRecord record, RunFolder run);
}
