// Linear axes: step = m 10^k with m in {1, 2, 5}, the smallest such step that is not below length / target; ticks are its whole
// multiples inside the range. Hence at most target + 1 ticks, and at least floor(target / 2.5).
// Logarithmic axes: powers of ten, thinned to every j-th where they are many, with 2 and 5 times them where they are few;
// where even these are fewer than two, the linear rule.

using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Chooses the ticks of an axis: round numbers inside the range, in rising order.</summary>
public static class Ticks
{
    private static readonly int[] Mantissas = [1, 2, 5];

    /// <summary>The ticks of an axis.</summary>
    /// <param name="range">The range shown; one without length is first made drawable.</param>
    /// <param name="scale">How numbers are laid out; a range that is not positive is laid out linearly.</param>
    /// <param name="format">How numbers are written.</param>
    /// <param name="target">How many ticks are wanted, at least 2; at most one more is given.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two ticks are wanted, or an end of the range is not finite.</exception>
    public static ValueList<Tick> Of(Interval range, AxisScale scale, TickFormat format, int target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target, 2);
        if (!double.IsFinite(range.Low) || !double.IsFinite(range.High))
        {
            throw new ArgumentOutOfRangeException(nameof(range), "the ends of an axis must be finite");
        }
        var drawable = range.Drawable();
        var numbers = scale == AxisScale.Logarithmic && drawable.Low > 0 ? Logarithmic(drawable, target) : Linear(drawable, target);
        return Labelled(numbers, format);
    }

    private static List<DecimalNumber> Linear(Interval range, int target)
    {
        double wanted = range.High / target - range.Low / target;
        int exponent = (int)Math.Floor(Math.Log10(wanted));
        int mantissa = Mantissas.FirstOrDefault(m => new DecimalNumber(m, exponent).Value >= wanted * (1 - 1e-12));
        (mantissa, exponent) = mantissa == 0 ? (1, exponent + 1) : (mantissa, exponent);
        double step = new DecimalNumber(mantissa, exponent).Value;
        long first = (long)Math.Ceiling(range.Low / step - 1e-6), last = (long)Math.Floor(range.High / step + 1e-6);
        var numbers = new List<DecimalNumber>();
        for (long i = first; i <= last; i++)
        {
            var number = new DecimalNumber(i * mantissa, exponent);
            if (range.Contains(number.Value))
            {
                numbers.Add(number);
            }
        }
        return numbers;
    }

    private static List<DecimalNumber> Logarithmic(Interval range, int target)
    {
        int first = (int)Math.Floor(Math.Log10(range.Low)), last = (int)Math.Ceiling(Math.Log10(range.High));
        var powers = Enumerable.Range(first, last - first + 1).Where(k => range.Contains(new DecimalNumber(1, k).Value)).ToList();
        if (powers.Count > target)
        {
            int stride = (powers.Count + target - 1) / target;
            return [.. powers.Where(k => k % stride == 0).Select(k => new DecimalNumber(1, k))];
        }
        if (powers.Count >= 3)
        {
            return [.. powers.Select(k => new DecimalNumber(1, k))];
        }
        var fine = Enumerable.Range(first, last - first + 1).SelectMany(k => Mantissas.Select(m => new DecimalNumber(m, k)))
            .Where(n => range.Contains(n.Value)).ToList();
        var chosen = fine.Count > target + 1 ? [.. fine.Where(n => n.Digits == 1)] : fine;
        return chosen.Count >= 2 ? chosen : Linear(range, target);
    }

    private static ValueList<Tick> Labelled(List<DecimalNumber> numbers, TickFormat format)
    {
        int shift = format == TickFormat.Percent ? 2 : 0;
        string unit = format == TickFormat.Percent ? " %" : "";
        bool plain = numbers.All(n => n.Shifted(shift).IsPlain);
        return numbers.Select(n => new Tick(n.Value, Text(n.Shifted(shift), plain) + unit)).ToValueList();
    }

    private static string Text(DecimalNumber number, bool plain) => plain ? number.ToPlain() : number.ToScientific();
}
