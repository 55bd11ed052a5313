using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The joint log density of a network's unknowns as a sampler's target, evaluated by a compiled program that all groups
/// share.</summary>
internal sealed class NetworkTarget(IExecutable executable, int chains, int dimension) : IDensityTarget
{
    private readonly ISession session = executable.Rent();

    public int Chains => chains;

    public int Dimension => dimension;

    public void Evaluate(ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients)
    {
        session.Write(0, positions);
        session.Run();
        session.Read(0, logDensities);
        session.Read(1, gradients);
    }

    public void Dispose() => session.Dispose();
}
