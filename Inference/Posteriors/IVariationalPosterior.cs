namespace ProbBnn.Inference;

/// <summary>A posterior from a family q of known densities, so that its distance from the truth can be bounded and checked.</summary>
public interface IVariationalPosterior
{
    /// <summary>The evidence lower bound: log evidence minus KL(q, posterior), in nats, in scaled units.</summary>
    /// <param name="samples">Draws from q, at least 2.</param>
    /// <param name="seed">Their seed.</param>
    /// <exception cref="Foundation.NumericalException">A draw's bound is not finite.</exception>
    EvidenceLowerBound EvidenceLowerBound(int samples = 10_000, ulong seed = 0);

    /// <summary>log p(y, w) - log q(w) of draws w from q: their mean is the bound, and their tail tells how far q can be trusted (Pareto
    /// k-hat).</summary>
    /// <param name="samples">Draws from q.</param>
    /// <param name="seed">Their seed.</param>
    /// <returns>[samples].</returns>
    double[] LogImportanceWeights(int samples, ulong seed = 0);
}
