namespace ProbBnn.Engines.Managed;

/// <summary>
/// Sizes of one layer's conjugate update. The last nine tell the lengths of dimensions that may be shared: 1 where one value serves all,
/// else the full length.
/// </summary>
/// <param name="Tasks">B, tasks.</param>
/// <param name="Samples">S, weight samples of each task.</param>
/// <param name="Units">U, units of the layer.</param>
/// <param name="Points">N, capacity for points; how many are real is told by the counts.</param>
/// <param name="Inputs">D, features without the column of ones, which is appended last; 0 leaves the bias alone.</param>
/// <param name="Factor">How prior factors are stored.</param>
/// <param name="MeanUnits">Prior means, 1 or U.</param>
/// <param name="FactorUnits">Prior factors, 1 or U.</param>
/// <param name="FeatureSamples">Samples of the features, 1 or S.</param>
/// <param name="TargetSamples">Samples of the pseudo-targets, 1 or S.</param>
/// <param name="NoiseTasks">Tasks of the log noise, 1 or B.</param>
/// <param name="NoiseSamples">Samples of the log noise, 1 or S.</param>
/// <param name="NoisePoints">Points of the log noise, 1 or N.</param>
/// <param name="NoiseUnits">Units of the log noise, 1 or U.</param>
internal readonly record struct ConjugateShape(
    int Tasks,
    int Samples,
    int Units,
    int Points,
    int Inputs,
    FactorKind Factor,
    int MeanUnits,
    int FactorUnits,
    int FeatureSamples,
    int TargetSamples,
    int NoiseTasks,
    int NoiseSamples,
    int NoisePoints,
    int NoiseUnits)
{
    /// <summary>K = D + 1, weights of a unit.</summary>
    public int Weights => Inputs + 1;

    /// <summary>Elements of one stored prior factor.</summary>
    public int FactorSize => Factor == FactorKind.Diagonal ? Weights : Weights * (Weights + 1) / 2;

    /// <summary>Whether all samples of a task have the same posterior, so that one factorisation serves them all.</summary>
    public bool SharesPosterior => FeatureSamples == 1 && TargetSamples == 1 && NoiseSamples == 1;

    /// <summary>
    /// Whether all units of a layer have one prior factor and it is diagonal, so that in data form P L and its Gram matrix serve them all.
    /// </summary>
    public bool SharesFactor => Factor == FactorKind.Diagonal && FactorUnits == 1 && Units > 1;

    /// <summary>Posteriors of a task and unit: S, or 1 where the samples share it.</summary>
    public int Groups => SharesPosterior ? 1 : Samples;

    /// <summary>Samples drawn from one posterior.</summary>
    public int Members => SharesPosterior ? Samples : 1;

    /// <summary>Refuses lengths that fit neither 1 nor the full dimension.</summary>
    /// <exception cref="ArgumentException">The shape contradicts itself.</exception>
    public void Check()
    {
        bool sizes = Tasks >= 1 && Samples >= 1 && Units >= 1 && Points >= 0 && Inputs >= 0;
        bool shares = Fits(MeanUnits, Units) && Fits(FactorUnits, Units) && Fits(FeatureSamples, Samples) && Fits(TargetSamples, Samples)
            && Fits(NoiseTasks, Tasks) && Fits(NoiseSamples, Samples) && Fits(NoisePoints, Points) && Fits(NoiseUnits, Units);
        if (!sizes || !shares)
        {
            throw new ArgumentException("The shape of the conjugate update contradicts itself: " + this);
        }
    }

    private static bool Fits(int length, int full) => length == 1 || length == full;
}
