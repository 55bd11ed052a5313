namespace ProbBnn.Cli;

/// <summary>What <c>evaluate</c> is asked for.</summary>
/// <param name="Run">A run's folder or process file.</param>
/// <param name="Data">The tasks.</param>
/// <param name="Fraction">The share of each task's points that is given.</param>
/// <param name="Splits">A file of splits instead, or null.</param>
/// <param name="Samples">Weight samples.</param>
/// <param name="Seed">The seed of splits and samples.</param>
/// <param name="TasksFrom">A file that names the tasks to evaluate, or null.</param>
/// <param name="AllTasks">Whether tasks that were trained on are evaluated too.</param>
/// <param name="Baselines">Whether baselines are scored as well.</param>
/// <param name="Json">Where JSON goes.</param>
/// <param name="Engine">How to compute.</param>
internal sealed record EvaluationRequest(
    string Run, DataSource Data, double Fraction, string? Splits, int Samples, ulong Seed, string? TasksFrom, bool AllTasks, bool Baselines,
    JsonTarget Json, EngineChoice Engine)
{
    /// <summary>The files that are read, but for those of the run.</summary>
    public IReadOnlyList<string> FilesRead => [.. Data.Files, .. new[] { Splits, TasksFrom }.OfType<string>()];
}
