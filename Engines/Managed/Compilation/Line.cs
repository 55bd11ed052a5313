using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>One step of a listing: what is computed, from which values, into which; -1 for a result that nothing uses.</summary>
/// <param name="Operation">What is computed; never an input or a constant.</param>
/// <param name="Arguments">Values it is computed from.</param>
/// <param name="Results">Values it defines.</param>
internal sealed record Line(Operation Operation, ValueList<int> Arguments, ValueList<int> Results);
