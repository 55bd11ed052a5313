using ProbBnn.Data;
using ProbBnn.Inference;

namespace ProbBnn.Benchmarks;

/// <summary>
/// The shared data set of the posterior-quality study of Rochussen and Fortuin (ICLR 2026), 25 points drawn from the [20, 20] relu network with weights
/// N(0, 1/K), with log marginal likelihoods from 4,000,000 prior draws of the hidden layers with the output layer integrated out.
/// </summary>
public static class ReferenceSet
{
    private static readonly double[] Points =
    [
        2.43320227, 0.0942872763, -3.0293231, 0.110797435, 0.247365475, 0.0655718148, 1.31718159, 0.0725124106, -0.738071918, 0.0502820536,
        -3.28984642, 0.227700874, -2.0568614, 0.163731113, 1.64271069, 0.178089797, 0.973148823, 0.22385326, 3.35018539, 0.349938214,
        -3.85194349, 0.217441753, 2.99306011, 0.132092595, -3.55207825, 0.157891199, 3.72758102, 0.178486556, -3.9417057, 0.243366808,
        -1.09721136, 0.193435311, -0.64252758, 0.193156615, 1.15514565, -0.0357152782, -3.92049646, 0.245923966, 0.740015507, 0.198694244,
        3.70471334, 0.0184290856, 1.56607819, 0.0796333104, 3.32527494, -0.0418526232, 0.418712616, -0.103423744, -2.12487698, 0.0492656678,
    ];

    /// <summary>Noise standard deviations with a trustworthy log marginal likelihood, in nats.</summary>
    public static IReadOnlyDictionary<double, double> LogMarginalLikelihoods { get; } = new Dictionary<double, double>
    {
        { 0.0412463, -17.941 }, { 0.0492388, -4.213 }, { 0.0587802, 4.771 }, { 0.0701704, 10.181 }, { 0.0837678, 12.980 },
        { 0.1, 13.894 }, { 0.119378, 13.451 }, { 0.14251, 12.032 }, { 0.170125, 9.911 }, { 0.203092, 7.282 }, { 0.289427, 1.017 },
        { 0.492388, -9.800 }, { 1, -25.477 },
    };

    /// <summary>The data in their own units.</summary>
    public static DataFrame Frame => DataFrame.Of(FidelityBenchmark.Model(0.1, integrate: false), new TaskSet(["x"], ["y"], [Task]));

    /// <summary>The data set as one task.</summary>
    public static DataTask Task { get; } = new(
        "reference", [.. Points.Where((_, i) => i % 2 == 0)], [.. Points.Where((_, i) => i % 2 == 1)], 1, 1);
}
