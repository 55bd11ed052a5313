namespace ProbBnn.Cli;

/// <summary>How far a piece of work is.</summary>
/// <param name="Done">Parts done.</param>
/// <param name="Total">Parts in all.</param>
/// <param name="Text">What else is worth seeing.</param>
internal sealed record Progressed(long Done, long Total, string Text);
