namespace ProbBnn.Cli;

/// <summary>Where training starts: a closed union.</summary>
internal abstract record TrainStart
{
    private TrainStart()
    {
    }

    /// <summary>The same with file names taken from a folder.</summary>
    public abstract TrainStart From(string folder);

    /// <summary>From the start of a model.</summary>
    public sealed record New(ModelChoice Model) : TrainStart
    {
        public override TrainStart From(string folder) => new New(Model.From(folder));
    }

    /// <summary>From the end of another run.</summary>
    public sealed record FineTuned(string Run) : TrainStart
    {
        public override TrainStart From(string folder) => new FineTuned(Path.Combine(folder, Run));
    }
}
