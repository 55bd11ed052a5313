using System.Globalization;
using ProbBnn.Cli.Reports;
using Xunit;

namespace ProbBnn.PropertyTests.Reports;

public class ColourTests
{
    public static TheoryData<bool> Maps => [true, false];

    /// <summary>
    /// Steps of equal size in value are steps of equal size in OKLab, to a hundredth; lightness is monotone; a screen can show all.
    /// </summary>
    [Theory]
    [MemberData(nameof(Maps))]
    public void Colour_maps_are_uniform_monotone_and_in_gamut(bool dawn)
    {
        var map = dawn ? ColourMap.Dawn : ColourMap.Ember;
        OkLab[] colours = [.. Enumerable.Range(0, 257).Select(i => map.At(i / 256.0))];
        double[] steps = [.. colours.Zip(colours.Skip(1), (a, b) => a.DistanceTo(b))];
        Assert.InRange(steps.Max() / steps.Min(), 1, 1.01);
        double direction = Math.Sign(colours[^1].L - colours[0].L);
        Assert.All(colours.Zip(colours.Skip(1)), pair => Assert.True(direction * (pair.Second.L - pair.First.L) > 0));
        Assert.All(colours.Select(c => c.ToRgb()), c =>
        {
            Assert.InRange(c.Red, -0.001, 1.001);
            Assert.InRange(c.Green, -0.001, 1.001);
            Assert.InRange(c.Blue, -0.001, 1.001);
        });
    }

    [Theory]
    [InlineData(0, 0, 0, "#000000")]
    [InlineData(1, 0, 0, "#ffffff")]
    [InlineData(0.6279554, 0.2248631, 0.1258463, "#ff0000")]
    [InlineData(0.8664396, -0.2338874, 0.1794985, "#00ff00")]
    [InlineData(0.4520137, -0.0324570, -0.3115281, "#0000ff")]
    public void Known_colours(double l, double a, double b, string expected) => Assert.Equal(expected, new OkLab(l, a, b).ToHex());

    /// <summary>Text and lines reach the contrast that WCAG asks of text, 4.5 to 1, on light and on dark pages.</summary>
    [Theory]
    [InlineData(ChartStyle.LightInks)]
    [InlineData(ChartStyle.DarkInks)]
    public void Inks_stand_out_from_the_page(string inks)
    {
        var colours = inks.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(d => d.Split(':')).Where(d => d[1].StartsWith('#')).ToDictionary(d => d[0], d => Luminance(d[1]));
        foreach (var tone in Enum.GetValues<Tone>())
        {
            double ink = colours["--" + Css.Name(tone)], paper = colours["--paper"];
            double contrast = (Math.Max(ink, paper) + 0.05) / (Math.Min(ink, paper) + 0.05);
            Assert.True(contrast >= 4.5, $"{tone}: {contrast}");
        }
    }

    private static double Luminance(string hex)
    {
        double Part(int at)
        {
            double v = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Part(1) + 0.7152 * Part(3) + 0.0722 * Part(5);
    }
}
