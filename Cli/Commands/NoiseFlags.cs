using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The noise as the command line states it.</summary>
/// <param name="Start">The standard deviation, or its start.</param>
/// <param name="Above">What it stays above, or null.</param>
/// <param name="Below">What it stays below, or null.</param>
/// <param name="Learned">Whether it is learned.</param>
/// <param name="InDataUnits">Whether these are in the units of the outputs.</param>
internal sealed record NoiseFlags(double Start, double? Above, double? Below, bool Learned, bool InDataUnits)
{
    private const double UsualStart = 0.2, UsualLeast = 0.01;

    /// <summary>
    /// Fills in what was not stated: in standardised units a least noise of 0.01, or less where the upper bound or the start asks for it;
    /// a start of 0.2, or the geometric mean of the bounds where 0.2 does not lie between them.
    /// </summary>
    /// <exception cref="OptionException">The start does not lie between the bounds.</exception>
    public static NoiseFlags Of(double? start, double? above, double? below, bool learned, bool inDataUnits)
    {
        if (!learned)
        {
            return new NoiseFlags(start ?? UsualStart, null, null, false, inDataUnits);
        }
        double smallest = Math.Min(start ?? double.MaxValue, below ?? double.MaxValue);
        double? least = above ?? (inDataUnits ? null : Math.Min(UsualLeast, smallest / 10));
        double low = least ?? 0, high = below ?? double.PositiveInfinity;
        double at = start ?? (UsualStart > low && UsualStart < high ? UsualStart : double.IsFinite(high) ? Math.Sqrt(low * high) : 2 * low);
        return low < at && at < high ? new NoiseFlags(at, least, below, true, inDataUnits) : throw new OptionException(new Problem(
            "the noise does not lie between its bounds", "--noise", FormattableString.Invariant($"{at}"),
            FormattableString.Invariant($"above {low} (--noise-min)")
                + (below is null ? "" : FormattableString.Invariant($" and below {high} (--noise-max)")),
            "choose --noise-min < --noise < --noise-max"));
    }

    /// <summary>The likelihood.</summary>
    public Likelihood ToLikelihood()
    {
        var fixedNoise = Likelihood.Gaussian(StdDev.Of(Start));
        var gaussian = InDataUnits ? fixedNoise.InDataUnits() : fixedNoise;
        return Learned ? gaussian.Learned(Above is { } a ? StdDev.Of(a) : null, Below is { } b ? StdDev.Of(b) : null) : gaussian;
    }
}
