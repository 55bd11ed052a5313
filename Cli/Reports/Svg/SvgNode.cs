using System.Globalization;
using System.Xml.Linq;

namespace ProbBnn.Cli.Reports;

/// <summary>Builds SVG elements: names in the SVG namespace, numbers short and in the invariant culture, texts cleaned.</summary>
public static class SvgNode
{
    private const double Farthest = 100_000;

    /// <summary>The SVG namespace.</summary>
    public static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>An element.</summary>
    /// <param name="name">The local name, such as <c>rect</c>.</param>
    /// <param name="content">Attributes, children; nulls are left out.</param>
    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    /// <summary>A numerical attribute, rounded to a tenth of a pixel.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="pixels">A finite number of pixels; values beyond 100,000 are drawn there.</param>
    public static XAttribute At(string name, double pixels) => new(name, Number(pixels));

    /// <summary>A text attribute, cleaned of what XML cannot hold.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The text.</param>
    public static XAttribute At(string name, string value) => new(name, PlainText.Clean(value));

    /// <summary>A text element at a place.</summary>
    /// <param name="x">Left, middle or right end of the text, in pixels.</param>
    /// <param name="y">The base line, in pixels.</param>
    /// <param name="cssClass">Class names that give it its look.</param>
    /// <param name="text">The text.</param>
    public static XElement Text(double x, double y, string cssClass, string text) =>
        Element("text", At("x", x), At("y", y), At("class", cssClass), PlainText.Clean(text));

    /// <summary>A straight line.</summary>
    /// <param name="x1">Start, in pixels.</param>
    /// <param name="y1">Start, in pixels.</param>
    /// <param name="x2">End, in pixels.</param>
    /// <param name="y2">End, in pixels.</param>
    /// <param name="cssClass">Class names that give it its look.</param>
    public static XElement Line(double x1, double y1, double x2, double y2, string cssClass) =>
        Element("line", At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2), At("class", cssClass));

    /// <summary>A number of pixels as short text: at most one decimal, no exponent.</summary>
    /// <param name="pixels">A finite number; values beyond 100,000 are drawn there.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN.</exception>
    public static string Number(double pixels)
    {
        if (double.IsNaN(pixels))
        {
            throw new ArgumentOutOfRangeException(nameof(pixels), "a coordinate must be a number");
        }
        double tenths = Math.Round(Math.Clamp(pixels, -Farthest, Farthest) * 10) / 10;
        return (tenths == 0 ? 0.0 : tenths).ToString("0.#", CultureInfo.InvariantCulture);
    }
}
