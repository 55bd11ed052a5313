namespace ProbBnn.Engines.Managed;

/// <summary>One posterior of one unit: where its ingredients lie, and where its results go.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal unsafe struct ConjugateGroup<T>
    where T : unmanaged
{
    /// <summary>K, weights of the unit.</summary>
    public int Weights;

    /// <summary>n, real points.</summary>
    public int Points;

    /// <summary>Samples drawn from this posterior.</summary>
    public int Members;

    /// <summary>Row length over points.</summary>
    public int PointStride;

    /// <summary>Row length over weights.</summary>
    public int WeightStride;

    /// <summary>Row length of draws.</summary>
    public int DrawStride;

    /// <summary>P with the ones, [n, K].</summary>
    public T* Features;

    /// <summary>P', or (P L)' where the units share L, [K, points]; in data form alone.</summary>
    public T* Turned;

    /// <summary>lam^1/2 by point, zero beyond n.</summary>
    public T* Scale;

    /// <summary>Pseudo-targets by point, zero beyond n.</summary>
    public T* Targets;

    /// <summary>v0 of the first member.</summary>
    public T* WeightNoise;

    /// <summary>Distance of members in v0.</summary>
    public nint WeightNoiseStride;

    /// <summary>e of the first member; only n elements are read.</summary>
    public T* PointNoise;

    /// <summary>Distance of members in e.</summary>
    public nint PointNoiseStride;

    /// <summary>Draws of the members.</summary>
    public T* Draws;

    /// <summary>Receives the whitened posterior mean as a draw; null: not wanted.</summary>
    public T* MeanDraw;

    /// <summary>What is kept for the reverse pass, laid out as <see cref="ConjugateLayout{T}"/> tells.</summary>
    public T* Kept;

    /// <summary>Adjoints of the whitened draws, [members, K], rows padded.</summary>
    public T* DrawAdjoints;

    /// <summary>Adjoint of the KL, summed over the members.</summary>
    public T DivergenceAdjoint;

    /// <summary>The floor kappa of the pseudo-variances.</summary>
    public T Kappa;

    /// <summary>Receives the adjoint of the targets by point.</summary>
    public T* TargetAdjoint;

    /// <summary>Receives the adjoint of the log noise by point.</summary>
    public T* NoiseAdjoint;

    /// <summary>Derivatives of mean and factor so far; null: not wanted.</summary>
    public T* Gradient;

    /// <summary>Derivative of the features so far; null: not wanted.</summary>
    public T* FeatureGradient;

    /// <summary>Whether this posterior is the first to touch the derivative of the features, which then holds nothing yet.</summary>
    public bool StartsFeatureGradient;
}
