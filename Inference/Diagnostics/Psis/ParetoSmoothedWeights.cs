// Log ratios a_s, s = 1 .. S, r_s = exp(a_s - max a). The M = min(S/5, 3 sqrt(S / e)) largest (e: relative efficiency of the draws), as far
// as they exceed the largest of the rest, u, are given by a generalised Pareto distribution Q fitted to their excesses r - u; in their
// order they become  min(1, u + Q((z - 1/2) / M)),  z = 1 .. M,  and draws of equal ratio share the mean of what they become.  Then
//   w_s = r_s / sum r       k-hat = shape of Q       effective size = e / sum w^2       fine up to k-hat = min(1 - 1 / log10 S, 0.7)
// (Vehtari, Simpson, Gelman, Yao and Gabry, "Pareto smoothed importance sampling", JMLR 2024.)

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// Importance weights whose largest are smoothed by a generalised Pareto tail, and that tail's shape: k-hat, which says whether the
/// proposal covers the target. Below one half the weights have a variance, below one a mean.
/// </summary>
/// <param name="LogWeights">Log weights [draws]; the weights sum to 1.</param>
/// <param name="Khat">The shape of the tail. Minus infinity where all ratios are equal up to rounding, so that the proposal is the target;
/// infinity where so few draws carry all weight, or so many of the largest are equal, that no tail can be fitted.</param>
/// <param name="TailDraws">Number of draws that the tail was fitted to; zero where it was not.</param>
/// <param name="LogMeanRatio">Log of the mean of the smoothed ratios, in nats: where the ratio is p(y, w) / q(w) with a normalised q, the
/// importance sampling estimate of the log evidence.</param>
/// <param name="RelativeEfficiency">Effective over actual number of draws, 1 for independent ones.</param>
public sealed record ParetoSmoothedWeights(
    ValueList<double> LogWeights, double Khat, int TailDraws, double LogMeanRatio, double RelativeEfficiency)
{
    /// <summary>The fewest draws whose tail can be fitted.</summary>
    public const int FewestDraws = 25;

    private const double EqualRatios = 1e-13;

    /// <summary>Number of draws.</summary>
    public int Draws => LogWeights.Count;

    /// <summary>The largest k-hat that is fine for this number of draws, min(1 - 1 / log10 S, 0.7).</summary>
    public double LargestKhat => ThresholdFor(Draws);

    /// <summary>The number of independent draws from the target that would be as good, at most the number of draws times their relative
    /// efficiency. Not to be believed where k-hat is above its threshold.</summary>
    public double EffectiveSampleSize => RelativeEfficiency / LogWeights.Sum(w => Math.Exp(2 * w));

    /// <summary>The number of draws that a tail of this shape asks for, 10^(1 / (1 - max(0, k-hat))); infinite from k-hat 1 on.</summary>
    public double DrawsNeeded => Khat < 1 ? Math.Pow(10, 1 / (1 - Math.Max(0, Khat))) : double.PositiveInfinity;

    /// <summary>Fine: k-hat up to <see cref="LargestKhat"/>. Bad: from 1 on, where the weights have no mean.</summary>
    public Verdict Verdict => new([KhatFinding(
        "importance weights", Khat, Draws,
        "the proposal misses part of the target: fit a richer posterior family, or sample by Markov chains")]);

    /// <summary>The largest k-hat that is fine for a number of draws, min(1 - 1 / log10 S, 0.7).</summary>
    /// <param name="draws">Number of draws, at least 2.</param>
    public static double ThresholdFor(int draws) => Math.Min(1 - 1 / Math.Log10(draws), 0.7);

    /// <summary>Smooths importance ratios.</summary>
    /// <param name="logRatios">Log of target over proposal, up to a constant [draws], at least <see cref="FewestDraws"/>, finite.</param>
    /// <param name="relativeEfficiency">Effective over actual number of draws: 1 for independent draws, less for a Markov chain.</param>
    /// <exception cref="ShapeException">There are too few draws.</exception>
    /// <exception cref="OptionException">The relative efficiency is not a finite number, or negative.</exception>
    /// <exception cref="NumericalException">A log ratio is not finite.</exception>
    public static ParetoSmoothedWeights Of(ReadOnlySpan<double> logRatios, double relativeEfficiency = 1)
    {
        int count = logRatios.Length;
        if (count < FewestDraws)
        {
            throw new ShapeException(new Problem(
                "too few draws to fit the tail of importance weights", "log ratios", $"{count} draws", $"at least {FewestDraws}",
                "draw more"));
        }
        if (!(relativeEfficiency >= 0 && double.IsFinite(relativeEfficiency)))
        {
            throw new OptionException(new Problem(
                "not a relative efficiency", "relativeEfficiency", relativeEfficiency.ToString("R", null), "a number from 0 on"));
        }
        Finite.Require(logRatios, "log ratio of draw");
        double[] sorted = logRatios.ToArray();
        int[] order = [.. Enumerable.Range(0, count)];
        Array.Sort(sorted, order);
        double largest = sorted[^1], size = Math.Max(Math.Abs(largest), Math.Abs(sorted[0]));
        double[] ratios = [.. sorted.Select(a => Math.Exp(a - largest))];
        var (khat, tail) = largest - sorted[0] <= EqualRatios * Math.Max(1, size)
            ? (double.NegativeInfinity, 0)
            : Smooth(ratios, (int)Math.Ceiling(Math.Min(0.2 * count, 3 * Math.Sqrt(count / relativeEfficiency))));
        double logSum = Math.Log(ratios.Sum());
        var logs = new double[count];
        for (int i = 0; i < count; i++)
        {
            // Draws outside the tail keep their logarithm, which may lie below that of the smallest number.
            logs[order[i]] = (i < count - tail ? sorted[i] - largest : Math.Log(ratios[i])) - logSum;
        }
        return new ParetoSmoothedWeights(
            logs.ToValueList(), khat, tail, largest + logSum - Math.Log(count), relativeEfficiency);
    }

    /// <summary>The weights of a posterior approximation's own draws, for its k-hat and the log evidence that they give.</summary>
    /// <param name="logJoint">log p(y, w_s) [draws], in nats.</param>
    /// <param name="logApproximation">log q(w_s) of the same draws [draws], w_s drawn independently from q, in nats.</param>
    /// <exception cref="ShapeException">There are too few draws, or not as many of one as of the other.</exception>
    /// <exception cref="NumericalException">A log ratio is not finite.</exception>
    public static ParetoSmoothedWeights OfApproximation(ReadOnlySpan<double> logJoint, ReadOnlySpan<double> logApproximation)
    {
        if (logJoint.Length != logApproximation.Length)
        {
            throw new ShapeException(new Problem(
                "log densities do not fit together", "log ratios", $"{logJoint.Length} joint, {logApproximation.Length} approximate",
                "one of each for every draw"));
        }
        var ratios = new double[logJoint.Length];
        for (int s = 0; s < ratios.Length; s++)
        {
            ratios[s] = logJoint[s] - logApproximation[s];
        }
        return Of(ratios);
    }

    /// <summary>The weighted mean of a function: an estimate of its mean under the target.</summary>
    /// <param name="values">Values of the function [draws].</param>
    /// <exception cref="ShapeException">There are not as many values as draws.</exception>
    public double Mean(ReadOnlySpan<double> values)
    {
        if (values.Length != Draws)
        {
            throw new ShapeException(new Problem(
                "values and weights do not fit together", "values", $"{values.Length} values", $"{Draws} values, one a draw"));
        }
        double sum = 0;
        for (int s = 0; s < values.Length; s++)
        {
            sum += Math.Exp(LogWeights[s]) * values[s];
        }
        return sum;
    }

    internal static Finding KhatFinding(string quantity, double khat, int draws, string advice) => Finding.AtMost(
        quantity, "Pareto k-hat", khat, ThresholdFor(draws), Math.BitDecrement(1.0), advice);

    /// <summary>
    /// Replaces the largest of ascending ratios by quantiles of their fitted tail; says its shape and how many there were.
    /// </summary>
    private static (double Khat, int Tail) Smooth(double[] ratios, int tail)
    {
        double threshold = ratios[^(tail + 1)];
        double[] excesses = [.. ratios.Where(r => r > threshold).Select(r => r - threshold)];
        if (excesses.Length < GeneralisedPareto.FewestExcesses || excesses[0] == excesses[^1])
        {
            return (double.PositiveInfinity, 0);
        }
        var fit = GeneralisedPareto.Fit(excesses);
        if (double.IsInfinity(fit.Shape))
        {
            return (double.PositiveInfinity, 0);
        }
        for (int z = 0; z < excesses.Length; z++)
        {
            ratios[ratios.Length - excesses.Length + z] = Math.Min(1, threshold + fit.Quantile((z + 0.5) / excesses.Length));
        }
        ShareTies(excesses, ratios.AsSpan(ratios.Length - excesses.Length));
        return (fit.Shape, excesses.Length);
    }

    private static void ShareTies(double[] excesses, Span<double> smoothed)
    {
        for (int first = 0; first < excesses.Length;)
        {
            int end = first + 1;
            double sum = smoothed[first];
            for (; end < excesses.Length && excesses[end] == excesses[first]; end++)
            {
                sum += smoothed[end];
            }
            smoothed[first..end].Fill(sum / (end - first));
            first = end;
        }
    }
}
