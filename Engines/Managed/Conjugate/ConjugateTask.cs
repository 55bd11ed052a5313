namespace ProbBnn.Engines.Managed;

/// <summary>Where one task's panels lie in the residuals; all offsets in elements.</summary>
internal struct ConjugateTask
{
    /// <summary>Real points n.</summary>
    public int Count;

    /// <summary>Row length of panels whose rows run over points: n up to whole cache lines.</summary>
    public int PointStride;

    /// <summary>The form that this task's posteriors are computed in.</summary>
    public ConjugateForm Form;

    /// <summary>Panel [P, ones] of the first feature sample, n rows; in data form P', or (P L)' where the units share L, follows, K rows.</summary>
    public long Features;

    /// <summary>Distance of feature samples.</summary>
    public long FeatureStride;

    /// <summary>Rows lam^1/2 of the first noise sample, one a unit (or one for all), zero beyond n.</summary>
    public long Noise;

    /// <summary>Distance of noise samples.</summary>
    public long NoiseStride;

    /// <summary>First posterior, inside a unit's region.</summary>
    public long Group;

    /// <summary>Distance of posteriors.</summary>
    public long GroupStride;

    /// <summary>Derivative of the first feature sample: of P' [K, points] in data form, of P [points, K] in weight form.</summary>
    public long FeatureGradient;

    /// <summary>Distance of derivatives of feature samples.</summary>
    public long FeatureGradientStride;

    /// <summary>Rows over points, one a unit, of the first posterior, among arrays of such rows.</summary>
    public long PointRows;

    /// <summary>Distance of posteriors among arrays of rows over points.</summary>
    public long PointRowsStride;
}
