using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Where the truth of each simulation fell among its posterior draws.</summary>
/// <param name="Quantity">The name of the function of interest.</param>
/// <param name="Draws">Number of posterior draws of each simulation.</param>
/// <param name="Ranks">The number of posterior draws below the truth [simulations], from 0 to <paramref name="Draws"/>.</param>
/// <param name="Uniformity">Whether the ranks are spread evenly, as those of a right posterior are.</param>
public sealed record RankStatistics(string Quantity, int Draws, ValueList<int> Ranks, Uniformity Uniformity)
{
    /// <summary>Tests ranks.</summary>
    /// <param name="quantity">The name of the function of interest.</param>
    /// <param name="draws">Number of posterior draws of each simulation, at least 1.</param>
    /// <param name="ranks">One rank a simulation, at least <see cref="Inference.Uniformity.FewestValues"/>.</param>
    /// <exception cref="DataException">There are too few simulations.</exception>
    /// <exception cref="OptionException">A rank is not between 0 and the number of draws.</exception>
    public static RankStatistics Of(string quantity, int draws, ValueList<int> ranks) =>
        new(quantity, draws, ranks, Uniformity.OfRanks(ranks.AsSpan(), draws));

    /// <summary>The share of truths inside the central interval that a nominal level cuts from the draws; equal to the level, but for the
    /// steps between ranks, if the posterior is right.</summary>
    /// <param name="level">A nominal level from 0 to 1, 0.9 for the 90 % interval.</param>
    /// <exception cref="OptionException">The level is not between 0 and 1.</exception>
    public double Coverage(double level)
    {
        if (!(level >= 0 && level <= 1))
        {
            throw new OptionException(new Problem("not a nominal level", "level", level.ToString("R", null), "a number from 0 to 1"));
        }
        return (double)Ranks.Count(rank => IsCovered(rank, Draws, level)) / Ranks.Count;
    }

    /// <summary>Whether a truth of some rank lies inside the central interval that a level cuts from the draws.</summary>
    /// <param name="rank">Its rank.</param>
    /// <param name="draws">Number of draws.</param>
    /// <param name="level">A nominal level from 0 to 1.</param>
    public static bool IsCovered(int rank, int draws, double level) => Math.Abs(2 * (rank + 0.5) / (draws + 1) - 1) <= level;

    /// <summary>The test of the ranks as a finding, with the p-value multiplied by the number of tests made together.</summary>
    /// <param name="tests">Number of quantities tested together, at least 1.</param>
    internal Finding Finding(int tests) => Inference.Finding.AtLeast(
        Quantity, "p-value of even ranks", Math.Min(1, tests * Uniformity.EcdfPValue), 0.01, 0.001, Advice);

    private string Advice => Math.Abs(Uniformity.SpreadZ) > Math.Abs(Uniformity.LocationZ)
        ? Uniformity.SpreadZ > 0
            ? "ranks crowd at both ends: the posterior is too narrow"
            : "ranks crowd in the middle: the posterior is too wide, or its draws are not independent"
        : Uniformity.LocationZ > 0 ? "ranks are too large: the posterior lies too low" : "ranks are too small: the posterior lies too high";
}
