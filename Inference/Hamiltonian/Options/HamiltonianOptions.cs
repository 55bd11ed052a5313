using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How chains are run. None of it but <see cref="GroupSize"/> concerns the machine, and that changes no draw.</summary>
public sealed record HamiltonianOptions
{
    /// <summary>Iterations of warm-up, which adapt step size and metric and are not kept; 0 or more.</summary>
    public int WarmUp { get; init; } = 1000;

    /// <summary>Iterations after the warm-up, at least 1.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Of this many positions one is kept, the last; at least 1 and at most <see cref="Draws"/>. Statistics are kept of every
    /// iteration.</summary>
    public int Thinning { get; init; } = 1;

    /// <summary>The step size of the integrator.</summary>
    public StepSize StepSize { get; init; } = new StepSize.Adapted();

    /// <summary>The inverse mass matrix.</summary>
    public Metric Metric { get; init; } = new Metric.Diagonal();

    /// <summary>An error of the energy above this, in nats, is a divergence; positive.</summary>
    public double LargestEnergyError { get; init; } = 1000;

    /// <summary>Chains that share a target, evaluated together; at least 1. Alone they never wait for each other; together they pay where
    /// a target does several positions at once for less.</summary>
    public int GroupSize { get; init; } = 1;

    /// <summary>Positions kept of a chain.</summary>
    public int Kept => Draws / Thinning;

    /// <summary>Refuses options outside their ranges.</summary>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    public HamiltonianOptions Validated()
    {
        Require(WarmUp is >= 0 and <= 10_000_000, "warmUp", $"{WarmUp}", "0 to 10,000,000");
        Require(Draws is >= 1 and <= 10_000_000, "draws", $"{Draws}", "1 to 10,000,000");
        Require(Thinning >= 1 && Thinning <= Draws, "thinning", $"{Thinning}", "1 to the number of draws");
        Require(
            LargestEnergyError > 0 && double.IsFinite(LargestEnergyError), "largestEnergyError", $"{LargestEnergyError:R}",
            "positive and finite");
        Require(GroupSize >= 1, "groupSize", $"{GroupSize}", "at least 1");
        StepSize.Validate();
        return this;
    }

    internal static void Require(bool holds, string option, string got, string expected)
    {
        if (!holds)
        {
            throw new OptionException(new Problem("option out of range", option, got, expected, "choose a value in the range"));
        }
    }
}
