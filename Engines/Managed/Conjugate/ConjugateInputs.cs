namespace ProbBnn.Engines.Managed;

/// <summary>
/// What a conjugate update reads; row-major, shared dimensions (marked *) as the shape tells. Padding points are never read.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal unsafe struct ConjugateInputs<T>
    where T : unmanaged
{
    /// <summary>Prior means mu, [U*, K]; the bias last.</summary>
    public T* Mean;

    /// <summary>Prior factors L, [U*, K] or [U*, K (K + 1) / 2], diagonal positive, scaling included.</summary>
    public T* Factor;

    /// <summary>Features F without the ones, [B, S*, N, D].</summary>
    public T* Features;

    /// <summary>Pseudo-targets y, [B, S*, N, U].</summary>
    public T* Targets;

    /// <summary>Logarithms s of the pseudo standard deviations, [B*, S*, N*, U*].</summary>
    public T* LogNoise;

    /// <summary>Real points of each task, [B].</summary>
    public T* Counts;

    /// <summary>Standard normal noise v0, [B, S, U, K].</summary>
    public T* WeightNoise;

    /// <summary>Standard normal noise e, [B, S, U, N].</summary>
    public T* PointNoise;
}
