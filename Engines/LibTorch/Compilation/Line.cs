using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>One instruction for the library: what is computed, from which values, into which one.</summary>
/// <param name="Operation">What is computed; no input, constant or composite.</param>
/// <param name="Arguments">Values it is computed from.</param>
/// <param name="Result">The value it defines.</param>
internal sealed record Line(Operation Operation, ImmutableArray<int> Arguments, int Result);
