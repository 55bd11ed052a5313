namespace ProbBnn.Cli.Reports;

/// <summary>One entry of a legend.</summary>
/// <param name="Mark">What is drawn.</param>
/// <param name="Tone">Its ink.</param>
/// <param name="Text">What it stands for.</param>
public sealed record LegendEntry(LegendMark Mark, Tone Tone, string Text);
