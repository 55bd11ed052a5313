namespace ProbBnn.Cli;

/// <summary>A data file.</summary>
/// <param name="Path">Its name as given.</param>
/// <param name="Sha256">The hash of its bytes.</param>
internal sealed record FileRecord(string Path, string Sha256);
