using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>A prior that was learned from many tasks, with the process that learned it where there is one.</summary>
/// <param name="Prior">The prior.</param>
/// <param name="Process">The process; null for a prior that was saved alone.</param>
internal sealed record LearnedRun(LearnedPrior Prior, AmortisedProcess? Process)
{
    /// <summary>Reads a run of <c>train</c>, or a prior that <c>model --save-prior</c> wrote.</summary>
    /// <param name="run">A folder or a .pbnn file.</param>
    /// <param name="engine">The engine.</param>
    /// <exception cref="Foundation.StoredFileException">It is neither, or cannot be read.</exception>
    public static LearnedRun Load(string run, IEngine engine)
    {
        if (IsPrior(run))
        {
            return new LearnedRun(LearnedPrior.Load(run), null);
        }
        var process = AmortisedProcess.Load(engine, RunFolder.ProcessOf(run));
        return new LearnedRun(LearnedPrior.Of(process), process);
    }

    /// <summary>Whether what a command calls a run is a prior that was saved alone.</summary>
    /// <param name="run">A folder or a .pbnn file.</param>
    public static bool IsPrior(string run) => File.Exists(run) && LearnedPrior.IsIn(run);
}
