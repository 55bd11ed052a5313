namespace ProbBnn.Cli.Reports;

/// <summary>The class names under which the style sheet knows tones and styles.</summary>
public static class Css
{
    /// <summary>The class of a line's ink.</summary>
    /// <param name="tone">The ink.</param>
    public static string Stroke(Tone tone) => "line-" + Name(tone);

    /// <summary>The class of an area's ink.</summary>
    /// <param name="tone">The ink.</param>
    public static string Fill(Tone tone) => "area-" + Name(tone);

    /// <summary>The class of a line's style.</summary>
    /// <param name="style">The style.</param>
    public static string Line(LineStyle style) => style switch
    {
        LineStyle.Solid => "curve",
        LineStyle.Dashed => "curve dashed",
        LineStyle.Hair => "curve hair",
        _ => throw new ArgumentOutOfRangeException(nameof(style)),
    };

    /// <summary>The class of a band's style.</summary>
    /// <param name="style">The style.</param>
    public static string Band(BandStyle style) => style switch
    {
        BandStyle.Outer => "outer",
        BandStyle.Inner => "inner",
        _ => throw new ArgumentOutOfRangeException(nameof(style)),
    };

    /// <summary>The name of an ink in the style sheet.</summary>
    /// <param name="tone">The ink.</param>
    public static string Name(Tone tone) => tone switch
    {
        Tone.Ink => "ink",
        Tone.Muted => "muted",
        Tone.Model => "model",
        Tone.Contrast => "contrast",
        Tone.Source => "source",
        Tone.Extra => "extra",
        _ => throw new ArgumentOutOfRangeException(nameof(tone)),
    };
}
