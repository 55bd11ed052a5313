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

        /// <summary>The model for data of given dimensions. Where options describe it, its prior is N(0, 1 / fan-in).</summary>
        /// <exception cref="ModelException">Such a model cannot be.</exception>
        public BnnModel Build(int inputs, int outputs) => Model is ModelChoice.Described { Flags: var flags }
            ? (flags with { FixedPrior = true }).Build(inputs, outputs)
            : Model.Build(inputs, outputs);
    }

    /// <summary>What a run of <c>train</c> has learned: its prior, scaling and inference networks.</summary>
    public sealed record Learned(string Run) : FitStart
    {
        public override FitStart From(string folder) => new Learned(Path.Combine(folder, Run));
    }
}
