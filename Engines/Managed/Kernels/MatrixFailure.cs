namespace ProbBnn.Engines.Managed;

/// <summary>Where a batch of factorisations or solutions met a pivot that it could not use.</summary>
/// <param name="Matrix">Index of the first such matrix in the batch.</param>
/// <param name="Row">The row of the pivot.</param>
internal readonly record struct MatrixFailure(long Matrix, int Row);
