namespace ProbBnn.Engines.LibTorch;

/// <summary>A stream of a key input: its keys, folded, are what instructions draw from.</summary>
/// <param name="Keys">Position among the program's key inputs.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="First">Position of its first key among those of a run.</param>
internal sealed record KeyStream(int Keys, string Stream, int First);
