using ProbBnn.Engines.Managed;

namespace ProbBnn.PropertyTests.Engines.Kernels;

/// <summary>What the kernel gave, widened to double precision.</summary>
internal sealed record ConjugateResult(
    ConjugateFailure? Failure,
    double[] Weights,
    double[] Divergence,
    double[] ContextOutputs,
    double[] PosteriorMean,
    IReadOnlyDictionary<string, double[]> Gradients,
    long Allocated);
