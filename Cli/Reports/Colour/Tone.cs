namespace ProbBnn.Cli.Reports;

/// <summary>
/// The inks of a chart, named by role. Each has a value for light pages and one for dark ones; the four that tell series apart
/// differ in lightness as well as in hue, so that they stay apart for colour-blind readers and in grey.
/// </summary>
public enum Tone
{
    /// <summary>The colour of text: observed points, the truth.</summary>
    Ink,

    /// <summary>A quiet grey: references, targets, everything that only gives context.</summary>
    Muted,

    /// <summary>Blue: the model this page is about.</summary>
    Model,

    /// <summary>Vermilion: what it is compared with first.</summary>
    Contrast,

    /// <summary>Green: the data's own source, or a second comparison.</summary>
    Source,

    /// <summary>Purple: a third comparison.</summary>
    Extra,
}
