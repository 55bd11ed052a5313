// OKLab (Ottosson, "A perceptual color space for image processing", 2020): with linear sRGB r, g, b
//   l = (L + 0.3963377774 a + 0.2158037573 b)^3        r =  4.0767416621 l - 3.3077115913 m + 0.2309699292 s
//   m = (L - 0.1055613458 a - 0.0638541728 b)^3        g = -1.2684380046 l + 2.6097574011 m - 0.3413193965 s
//   s = (L - 0.0894841775 a - 1.2914855480 b)^3        b = -0.0041960863 l - 0.7034186147 m + 1.7076147010 s
// and the sRGB transfer curve  v <= 0.0031308 ? 12.92 v : 1.055 v^(1/2.4) - 0.055.  Euclidean distance is the perceived difference.

namespace ProbBnn.Cli.Reports;

/// <summary>A colour in OKLab, in which equal distances look equally large.</summary>
/// <param name="L">Lightness, 0 (black) to 1 (white).</param>
/// <param name="A">Green (negative) to red (positive).</param>
/// <param name="B">Blue (negative) to yellow (positive).</param>
public readonly record struct OkLab(double L, double A, double B)
{
    /// <summary>A colour given by lightness, chroma and hue.</summary>
    /// <param name="lightness">0 to 1.</param>
    /// <param name="chroma">0 (grey) to about 0.3.</param>
    /// <param name="degrees">The hue angle in degrees.</param>
    public static OkLab OfHue(double lightness, double chroma, double degrees) =>
        new(lightness, chroma * Math.Cos(degrees * Math.PI / 180), chroma * Math.Sin(degrees * Math.PI / 180));

    /// <summary>The perceived difference to another colour.</summary>
    /// <param name="other">Another colour.</param>
    public double DistanceTo(OkLab other) =>
        Math.Sqrt((L - other.L) * (L - other.L) + (A - other.A) * (A - other.A) + (B - other.B) * (B - other.B));

    /// <summary>The red, green and blue parts in sRGB, 0 to 1 for colours a screen can show, outside that range for others.</summary>
    public (double Red, double Green, double Blue) ToRgb()
    {
        double l = Cube(L + 0.3963377774 * A + 0.2158037573 * B);
        double m = Cube(L - 0.1055613458 * A - 0.0638541728 * B);
        double s = Cube(L - 0.0894841775 * A - 1.2914855480 * B);
        return (Transfer(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Transfer(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Transfer(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    /// <summary>The colour as <c>#rrggbb</c>, the nearest that a screen can show.</summary>
    public string ToHex()
    {
        var (red, green, blue) = ToRgb();
        return $"#{Byte(red):x2}{Byte(green):x2}{Byte(blue):x2}";
    }

    private static int Byte(double part) => (int)Math.Round(255 * Math.Clamp(part, 0, 1));

    private static double Cube(double x) => x * x * x;

    private static double Transfer(double v) => v <= 0.0031308 ? 12.92 * v : 1.055 * Math.Pow(v, 1 / 2.4) - 0.055;
}
