using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>A model as the command line describes it.</summary>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Activation">Their activation.</param>
/// <param name="Structure">Which weights are correlated in the prior.</param>
/// <param name="Learning">What of the prior is learned.</param>
/// <param name="PriorStdDev">Standard deviation of fixed prior weights before scaling by fan-in, or null for the usual one.</param>
/// <param name="Features">Input features.</param>
/// <param name="IntegrateLastLayer">Whether the last layer is integrated out.</param>
/// <param name="Net">Hidden widths of the inference networks, or null for those of the network.</param>
/// <param name="Noise">The noise.</param>
/// <param name="Share">The share of the prior that is learned.</param>
internal sealed record ModelFlags(
    ValueList<int> Hidden, Activation Activation, PriorStructure Structure, PriorLearning Learning, StdDev? PriorStdDev, InputFeatures Features,
    bool IntegrateLastLayer, ValueList<int>? Net, NoiseFlags Noise, PriorShare Share)
{
    // Units that start apart, by as much as the prior itself spreads them, learn sooner than units that start alike.
    private static readonly PriorStart LearnedStart = new PriorStart.SmallRandom(1, 0.1);

    /// <summary>The model for data of given dimensions.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <exception cref="ModelException">Such a model cannot be.</exception>
    public BnnModel Build(int inputs, int outputs)
    {
        var zero = new Prior(Structure, new PriorScale.FanIn(), Learning, new PriorStart.Zero());
        var prior = (Learning is PriorLearning.Fixed, PriorStdDev) switch
        {
            (true, null) => zero,
            (true, { } stdDev) => zero.WithStdDev(stdDev),
            (false, null) => zero.Starting(LearnedStart),
            (false, _) => throw Options.Contradiction(
                ModelOptions.PriorStdDev, "a learned prior", "add --fixed-prior, or leave the standard deviation out"),
        };
        var amortised = Net is { } widths ? Amortised.With(new NetWidths.Given(widths)) : Amortised.LikeNetwork();
        return Hidden
            .Aggregate(Bnn.Regression(inputs, outputs).Features(Features), (model, width) => model.Hidden(width, Activation, prior))
            .Output(prior)
            .LearnPriors(Share)
            .Observe(Noise.ToLikelihood())
            .PseudoLikelihood(IntegrateLastLayer ? amortised.IntegratingLastLayer() : amortised)
            .Build();
    }
}
