using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>
/// The prior over one layer's weights: who is correlated with whom, how it scales with fan-in, what is learned, where it starts.
/// Immutable; every fluent method returns a new value.
/// </summary>
/// <param name="Structure">Which weights are correlated.</param>
/// <param name="Scale">How standard deviations depend on fan-in.</param>
/// <param name="Learning">Which parameters training may move.</param>
/// <param name="Start">Where the parameters start.</param>
public sealed record Prior(PriorStructure Structure, PriorScale Scale, PriorLearning Learning, PriorStart Start)
{
    /// <summary>Independent weights; unscaled, fixed, starting at zero: every weight standard normal until told otherwise.</summary>
    public static Prior PerWeight() => Published(new PriorStructure.PerWeight());

    /// <summary>Independent units with full covariance; unscaled, fixed, starting at zero: standard normal until told otherwise.</summary>
    public static Prior PerUnit() => Published(new PriorStructure.PerUnit());

    /// <summary>One Gaussian over all weights of the layer; scaled by fan-in as published, fixed, starting at zero.</summary>
    public static Prior PerLayer() => Published(new PriorStructure.PerLayer()).ScaledByFanIn();

    /// <summary>One Gaussian over all weights of the network, said of every layer; unscaled as published, fixed, starting at
    /// zero.</summary>
    public static Prior PerNetwork() => Published(new PriorStructure.PerNetwork());

    /// <summary>This prior with standard deviations divided by the square root of the fan-in.</summary>
    public Prior ScaledByFanIn() => this with { Scale = new PriorScale.FanIn() };

    /// <summary>This prior with standard deviations taken as they are.</summary>
    public Prior Unscaled() => this with { Scale = new PriorScale.Unscaled() };

    /// <summary>This prior, never moved by training.</summary>
    public Prior Fixed() => this with { Learning = new PriorLearning.Fixed() };

    /// <summary>This prior with all its parameters learned.</summary>
    public Prior Learned() => this with { Learning = new PriorLearning.Learned() };

    /// <summary>This prior with its means learned.</summary>
    public Prior LearnedMeans() => this with { Learning = new PriorLearning.MeansOnly() };

    /// <summary>This prior, held until a training step and then learned: means alone if they alone were learned, else all.</summary>
    /// <param name="step">The first training step, counted from 0, that moves the prior; not negative.</param>
    public Prior ReleasedAt(int step) => this with
    {
        Learning = new PriorLearning.ReleasedAt(step, Learning switch
        {
            PriorLearning.MeansOnly or PriorLearning.ReleasedAt { Then: PriorLearning.MeansOnly } => new PriorLearning.MeansOnly(),
            _ => new PriorLearning.Learned(),
        }),
    };

    /// <summary>This prior starting with zero means and correlations and one standard deviation for all weights.</summary>
    /// <param name="stdDev">The standard deviation before any scaling by fan-in.</param>
    public Prior WithStdDev(StdDev stdDev) => Starting(new PriorStart.Spread(stdDev));

    /// <summary>This prior with another start of its parameters.</summary>
    /// <param name="start">Where the parameters start.</param>
    public Prior Starting(PriorStart start) => this with { Start = start };

    private static Prior Published(PriorStructure structure) =>
        new(structure, new PriorScale.Unscaled(), new PriorLearning.Fixed(), new PriorStart.Zero());
}
