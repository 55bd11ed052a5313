using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Chosen columns of keyed noise, and where a session has what they are drawn from.</summary>
/// <param name="Operation">Stream and rows.</param>
/// <param name="Keys">The key input.</param>
/// <param name="Positions">The value that holds the columns.</param>
/// <param name="Columns">How many there are.</param>
/// <param name="Result">The result.</param>
internal sealed record NoiseAt(Operation.KeyedNormalAt Operation, int Keys, int Positions, int Columns, int Result);
