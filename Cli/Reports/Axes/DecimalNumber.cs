using System.Globalization;

namespace ProbBnn.Cli.Reports;

/// <summary>The number Digits times ten to the power Exponent, so that ticks are exact and are written without rounding noise.</summary>
/// <param name="Digits">A whole number.</param>
/// <param name="Exponent">A power of ten.</param>
public readonly record struct DecimalNumber(long Digits, int Exponent)
{
    private const double LargestPlain = 999_999;
    private const double SmallestPlain = 1e-4;

    /// <summary>The nearest double.</summary>
    public double Value => double.Parse($"{Digits}E{Exponent}", CultureInfo.InvariantCulture);

    /// <summary>This number times a power of ten.</summary>
    /// <param name="power">The power.</param>
    public DecimalNumber Shifted(int power) => this with { Exponent = Exponent + power };

    /// <summary>Whether the number is written in full rather than with a power of ten.</summary>
    public bool IsPlain => Digits == 0 || Math.Abs(Value) is >= SmallestPlain and <= LargestPlain;

    /// <summary>The number in full with as many decimals as it has, thousands grouped, and a true minus sign: 20,000 or −0.25.</summary>
    public string ToPlain()
    {
        int decimals = Math.Max(0, -Exponent);
        string digits = Math.Abs(Digits).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0')
            + new string('0', Digits == 0 ? 0 : Math.Max(0, Exponent));
        string whole = digits[..^decimals];
        string grouped = whole.Length > 4 || (whole.Length == 4 && decimals == 0)
            ? string.Join(',', Groups(whole))
            : whole;
        return (Digits < 0 ? "−" : "") + grouped + (decimals == 0 ? "" : "." + digits[^decimals..]);
    }

    /// <summary>The number with a power of ten: 2.5×10⁶, or 10⁶ alone.</summary>
    public string ToScientific()
    {
        if (Digits == 0)
        {
            return "0";
        }
        string all = Math.Abs(Digits).ToString(CultureInfo.InvariantCulture);
        string digits = all.TrimEnd('0');
        int power = Exponent + all.Length - 1;
        string mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        string ten = "10" + Superscript(power);
        return (Digits < 0 ? "−" : "") + (power == 0 ? mantissa : mantissa == "1" ? ten : mantissa + "×" + ten);
    }

    private static IEnumerable<string> Groups(string whole)
    {
        int first = whole.Length % 3;
        if (first > 0)
        {
            yield return whole[..first];
        }
        for (int i = first; i < whole.Length; i += 3)
        {
            yield return whole.Substring(i, 3);
        }
    }

    private static string Superscript(int power) => string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(c => c switch
    {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        _ => (char)('⁰' + (c - '0')),
    }));
}
