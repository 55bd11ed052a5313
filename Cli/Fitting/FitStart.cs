using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Where model and prior of a fit come from: a closed union.</summary>
internal abstract record FitStart
{
    private FitStart()
    {
    }

    /// <summary>The same with file names taken from a folder.</summary>
    public abstract FitStart From(string folder);

    /// <summary>A model whose prior is taken where it starts.</summary>
    public sealed record Described(ModelChoice Model) : FitStart
    {
        public override FitStart From(string folder) => new Described(Model.From(folder));

        /// <summary>Standard deviation of prior weights, before scaling by fan-in, where options describe the model: with it a function of
        /// standardised inputs may bend several times, which it all but cannot at 1.</summary>
        private const double UsualStdDev = 2;

        /// <summary>The model for data of given dimensions. Where options describe it, its prior stays where it starts.</summary>
        /// <exception cref="ModelException">Such a model cannot be.</exception>
        public BnnModel Build(int inputs, int outputs) => Model is ModelChoice.Described { Flags: var flags }
            ? (flags with { Learning = new PriorLearning.Fixed(), PriorStdDev = flags.PriorStdDev ?? StdDev.Of(UsualStdDev) }).Build(inputs, outputs)
            : Model.Build(inputs, outputs);
    }

    /// <summary>What a run of <c>train</c> has learned: its prior, scaling and inference networks; or such a prior that was saved
    /// alone.</summary>
    public sealed record Learned(string Run) : FitStart
    {
        public override FitStart From(string folder) => new Learned(Path.Combine(folder, Run));
    }
}
