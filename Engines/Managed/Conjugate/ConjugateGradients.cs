namespace ProbBnn.Engines.Managed;

/// <summary>
/// Derivatives that the reverse pass writes, each of the shape of its input and summed over shared dimensions; null: not wanted.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal unsafe struct ConjugateGradients<T>
    where T : unmanaged
{
    /// <summary>Of the prior means, [U*, K].</summary>
    public T* Mean;

    /// <summary>Of the prior factors, [U*, K] or [U*, K (K + 1) / 2].</summary>
    public T* Factor;

    /// <summary>Of the features, [B, S*, N, D]; zero at padding.</summary>
    public T* Features;

    /// <summary>Of the pseudo-targets, [B, S*, N, U]; zero at padding.</summary>
    public T* Targets;

    /// <summary>Of the log noise, [B*, S*, N*, U*]; zero at padding.</summary>
    public T* LogNoise;
}
