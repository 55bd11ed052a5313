namespace ProbBnn.Engines.Managed;

/// <summary>What a conjugate update writes; row-major, none shared.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal unsafe struct ConjugateOutputs<T>
    where T : unmanaged
{
    /// <summary>Sampled weights w, [B, S, U, K].</summary>
    public T* Weights;

    /// <summary>KL of posterior from prior summed over units, [B, S].</summary>
    public T* Divergence;

    /// <summary>Layer outputs P w at the context points, [B, S, N, U], zero at padding; null: not wanted.</summary>
    public T* ContextOutputs;

    /// <summary>Posterior means, [B, S, U, K]; null: not wanted.</summary>
    public T* PosteriorMean;

    /// <summary>What the reverse pass needs, see <see cref="ConjugateUpdate.ResidualSize"/>; null: no reverse pass.</summary>
    public T* Residuals;
}
