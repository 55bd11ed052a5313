namespace ProbBnn.Cli;

/// <summary>How far the demo is.</summary>
/// <param name="Stage">The part that is under way.</param>
/// <param name="Done">What is done of it.</param>
/// <param name="Total">What it is in all.</param>
/// <param name="Text">What else is worth seeing; may be empty.</param>
public sealed record DemoProgress(DemoStage Stage, int Done, int Total, string Text = "");
