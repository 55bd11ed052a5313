namespace ProbBnn.Inference;

/// <summary>A posterior from a family q of known densities, so that its distance from the truth is bounded.</summary>
public interface IEvidenceBound
{
    /// <summary>The evidence lower bound: log evidence minus KL(q, posterior), in nats, in scaled units.</summary>
    /// <param name="samples">Draws from q, at least 2.</param>
    /// <param name="seed">Their seed.</param>
    /// <exception cref="Foundation.NumericalException">A draw's bound is not finite.</exception>
    EvidenceLowerBound EvidenceLowerBound(int samples = 10_000, ulong seed = 0);
}
