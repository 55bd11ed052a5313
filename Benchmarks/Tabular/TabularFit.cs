namespace ProbBnn.Benchmarks;

/// <summary>What is fitted in the study of tables, and how.</summary>
/// <param name="Set">The name of the set.</param>
/// <param name="Split">The number of the split.</param>
/// <param name="Method">The method.</param>
/// <param name="Effort">What the method was allowed.</param>
internal sealed record TabularFit(string Set, int Split, string Method, string Effort);
