// A path through OKLab: lightness, chroma and hue run linearly between control points (hue and chroma eased by the cubic of
// Catmull and Rom), and the path is walked at constant speed: with s(t) its length up to t, the colour at u is the point where
// s = u s(1). Hence equal steps in value are equal steps in perceived colour; lightness is monotone, so the map survives in grey.

namespace ProbBnn.Cli.Reports;

/// <summary>A perceptually uniform map from shares, 0 to 1, to colours.</summary>
public sealed class ColourMap
{
    private const int Pieces = 2048;
    private readonly OkLab[] path = new OkLab[Pieces + 1];
    private readonly double[] lengths = new double[Pieces + 1];

    private ColourMap(params (double Lightness, double Chroma, double Hue)[] controls)
    {
        for (int i = 0; i <= Pieces; i++)
        {
            path[i] = Along(controls, (double)i / Pieces * (controls.Length - 1));
            lengths[i] = i == 0 ? 0 : lengths[i - 1] + path[i].DistanceTo(path[i - 1]);
        }
    }

    /// <summary>For values: deep indigo through blue and green to pale yellow.</summary>
    public static ColourMap Dawn { get; } = new(
        (0.27, 0.095, 292), (0.43, 0.105, 262), (0.58, 0.095, 215), (0.72, 0.115, 165), (0.85, 0.135, 122), (0.95, 0.085, 104));

    /// <summary>For uncertainties: pale sand through orange to dark red-brown.</summary>
    public static ColourMap Ember { get; } = new(
        (0.955, 0.025, 88), (0.84, 0.09, 74), (0.70, 0.14, 55), (0.54, 0.15, 36), (0.38, 0.11, 24), (0.25, 0.06, 12));

    /// <summary>The colour of a share.</summary>
    /// <param name="share">From 0 to 1; what lies outside takes the colour of the nearer end.</param>
    public OkLab At(double share)
    {
        double wanted = Math.Clamp(share, 0, 1) * lengths[Pieces];
        int found = Array.BinarySearch(lengths, wanted);
        int upper = Math.Clamp(found >= 0 ? found : ~found, 1, Pieces);
        double piece = lengths[upper] - lengths[upper - 1];
        double t = piece > 0 ? (wanted - lengths[upper - 1]) / piece : 0;
        OkLab from = path[upper - 1], to = path[upper];
        return new OkLab(from.L + t * (to.L - from.L), from.A + t * (to.A - from.A), from.B + t * (to.B - from.B));
    }

    private static OkLab Along((double Lightness, double Chroma, double Hue)[] controls, double position)
    {
        int i = Math.Min((int)position, controls.Length - 2);
        double t = position - i;
        var (p0, p1, p2, p3) = (controls[Math.Max(i - 1, 0)], controls[i], controls[i + 1], controls[Math.Min(i + 2, controls.Length - 1)]);
        return OkLab.OfHue(p1.Lightness + t * (p2.Lightness - p1.Lightness),
            Cubic(p0.Chroma, p1.Chroma, p2.Chroma, p3.Chroma, t), Cubic(p0.Hue, p1.Hue, p2.Hue, p3.Hue, t));
    }

    private static double Cubic(double a, double b, double c, double d, double t) =>
        b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
