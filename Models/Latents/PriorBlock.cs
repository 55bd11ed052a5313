using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>Neighbouring blocks of weights, each correlated within itself a priori and independent of everything else.</summary>
/// <param name="First">Where the first block begins among all weights, in the order of <see cref="LatentSpace"/>.</param>
/// <param name="Count">Number of blocks.</param>
/// <param name="Size">Weights of a block, n.</param>
/// <param name="Factor">The lower Cholesky factors of the blocks' covariances, scaling included [count, n, n].</param>
public sealed record PriorBlock(int First, int Count, int Size, Expr Factor);
