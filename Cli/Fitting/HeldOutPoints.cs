using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Which points of a data set are held out.</summary>
internal static class HeldOutPoints
{
    /// <summary>A keyed split: the same points for the same number of points, share and seed, whatever the method. Both parts are in the
    /// order of the file.</summary>
    /// <param name="points">Number of points.</param>
    /// <param name="share">The share to hold out, or null for none.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="DataException">A part would be empty.</exception>
    public static ContextSplit Of(int points, double? share, ulong seed)
    {
        int held = share is { } part ? (int)Math.Round(part * points) : 0;
        if (share is not null && (held == 0 || held == points))
        {
            throw new DataException(new Problem(
                "too few points to hold some out", "--holdout", $"{held} of {Phrase.Count(points, "point")}",
                "at least one point on either side", "give more points, another share, or leave --holdout out"));
        }
        int[] order = RandomKey.FromSeed(seed).Fold("hold-out").Permutation(points);
        return new ContextSplit([.. order.Skip(held).Order()], [.. order.Take(held).Order()]);
    }
}
