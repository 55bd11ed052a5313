namespace ProbBnn.Inference;

/// <summary>A posterior from a family q whose density at its own draws is known.</summary>
public interface IImportanceWeights
{
    /// <summary>log p(y, w) - log q(w) of draws w from q: their mean is the evidence lower bound, and their tail tells how far q can be
    /// trusted (Pareto k-hat).</summary>
    /// <param name="samples">Draws from q.</param>
    /// <param name="seed">Their seed.</param>
    /// <returns>[samples].</returns>
    double[] LogImportanceWeights(int samples, ulong seed = 0);
}
