using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>A fit that is read to be used.</summary>
/// <param name="State">Model, data, method and what came of it.</param>
/// <param name="Posterior">Its posterior.</param>
internal sealed record FittedRun(FitState State, Posterior Posterior)
{
    /// <summary>Whether what a command calls a run is a fit: its folder, or its <c>fit.pbnn</c>.</summary>
    /// <param name="run">A folder or a .pbnn file.</param>
    public static bool Is(string run) => Directory.Exists(run)
        ? new RunFolder(run).IsFit : Path.GetFileName(run) == Path.GetFileName(new RunFolder("").Fit) && File.Exists(run);

    /// <summary>Whether what a command calls a run is one of train: its folder, or its <c>process.pbnn</c>.</summary>
    /// <param name="run">A folder or a .pbnn file.</param>
    public static bool IsOfTrain(string run) => Directory.Exists(run)
        ? !new RunFolder(run).IsFit && (File.Exists(new RunFolder(run).Process) || File.Exists(new RunFolder(run).Checkpoint))
        : Path.GetFileName(run) == Path.GetFileName(new RunFolder("").Process) && File.Exists(run);

    /// <summary>The file of a fit, named by its folder or by itself.</summary>
    /// <param name="run">A folder or a .pbnn file.</param>
    /// <exception cref="StoredFileException">It is a run of train, or none at all.</exception>
    public static string FileOf(string run)
    {
        var folder = new RunFolder(run);
        if (!Directory.Exists(run))
        {
            return run;
        }
        return folder.IsFit ? folder.Fit : throw new StoredFileException(File.Exists(folder.Process) || File.Exists(folder.Checkpoint)
            ? new Problem(
                "the run was made by train, not by fit", run, "a process", "the fit of one data set",
                $"fit one with {Tool.Name} fit --run {Phrase.Argument(run)} --data FILE --inference NAME --out FOLDER")
            : new Problem("is not the folder of a fit", run, "no fit.pbnn in it", Remedy: "name the folder that fit wrote, or a fit.pbnn"));
    }

    /// <summary>Reads a fit.</summary>
    /// <param name="run">A folder or a .pbnn file.</param>
    /// <param name="engine">The engine.</param>
    /// <exception cref="StoredFileException">It cannot be used, or has no posterior yet.</exception>
    public static FittedRun Load(string run, IEngine engine)
    {
        var state = FitFile.Load(FileOf(run));
        return new FittedRun(state, TryPosterior(state, engine) ?? throw NoPosterior(run));
    }

    /// <summary>The posterior of a state, or null where there is none yet.</summary>
    public static Posterior? TryPosterior(FitState state, IEngine engine)
    {
        try
        {
            return state.Posterior(engine);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The error of a fit that has no posterior yet.</summary>
    public static StoredFileException NoPosterior(string run) => new(new Problem(
        "there is no posterior yet", run, "a fit that was ended too early to have one",
        Remedy: $"go on with: {Tool.Name} fit --out {Phrase.Argument(run)} --resume"));
}
