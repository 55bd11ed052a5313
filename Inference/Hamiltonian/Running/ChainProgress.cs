namespace ProbBnn.Inference;

/// <summary>How far a chain has come.</summary>
/// <param name="Chain">The chain, counted from 0.</param>
/// <param name="Iterations">Number of finished iterations.</param>
/// <param name="Total">Number of iterations in all.</param>
/// <param name="WarmingUp">Whether the next iteration belongs to the warm-up.</param>
/// <param name="StepSize">The step size of the next iteration; zero while it is to be searched.</param>
/// <param name="Divergences">Divergent iterations of the present phase.</param>
/// <param name="MeanTreeDepth">Mean tree depth of the present phase; 0 before its first iteration and for methods without trees.</param>
/// <param name="Gradients">Gradients of all finished iterations.</param>
public sealed record ChainProgress(
    int Chain, int Iterations, int Total, bool WarmingUp, double StepSize, int Divergences, double MeanTreeDepth, long Gradients);
