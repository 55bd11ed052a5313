namespace ProbBnn.Engines.Managed;

/// <summary>What comes back to a conjugate update in the reverse pass.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal unsafe struct ConjugateAdjoints<T>
    where T : unmanaged
{
    /// <summary>Adjoint of the sampled weights (that of the context outputs included), [B, S, U, K].</summary>
    public T* Weights;

    /// <summary>Adjoint of the KL, [B, S].</summary>
    public T* Divergence;

    /// <summary>What the forward pass left.</summary>
    public T* Residuals;
}
