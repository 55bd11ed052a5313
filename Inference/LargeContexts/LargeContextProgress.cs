namespace ProbBnn.Inference;

/// <summary>How far conditioning on a large context has come; told after every part.</summary>
/// <param name="Samples">Weight samples done.</param>
/// <param name="AllSamples">Weight samples in all.</param>
/// <param name="Layer">The layer whose evidence is gathered, from 0.</param>
/// <param name="Layers">Number of layers.</param>
/// <param name="Points">Points read in this pass.</param>
public sealed record LargeContextProgress(int Samples, int AllSamples, int Layer, int Layers, long Points);
