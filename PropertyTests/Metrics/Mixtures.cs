using FsCheck;
using FsCheck.Fluent;

namespace ProbBnn.PropertyTests.Metrics;

/// <summary>Generated mixtures: 1 to 12 components, identical to widely separated, widths over six decades or one shared.</summary>
internal sealed record MixtureCase(double[] Means, double[] Deviations, double Value, double Probability)
{
    public ProbBnn.Inference.GaussianMixture Mixture => new(Means, Deviations);

    public double DeviationOf(int component) => Deviations[Deviations.Length == 1 ? 0 : component];

    /// <summary>A grid of cells that covers every component by 9 of its standard deviations and follows the narrow ones.</summary>
    public double[] Breaks()
    {
        var offsets = new[] { -9.0, -6, -4, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 4, 6, 9 };
        return [.. Enumerable.Range(0, Means.Length)
            .SelectMany(i => offsets.Select(o => Means[i] + o * DeviationOf(i))).Append(Value).Distinct().Order()];
    }

    public static Gen<MixtureCase> Any { get; } =
        from count in Gen.Choose(1, 12)
        from spread in Gen.Elements(0.0, 1e-3, 1.0, 5.0, 300.0)
        from decades in Gen.Elements(0.0, 0.3, 3.0)
        from shared in Gen.Elements(true, false)
        from means in Unit.ArrayOf(count)
        from widths in Unit.ArrayOf(shared ? 1 : count)
        from value in Unit
        from probability in Gen.Elements(1e-9, 1e-3, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999)
        select new MixtureCase(
            [.. means.Select(m => 2 + spread * m)], [.. widths.Select(w => 0.7 * Math.Pow(10, decades * w))],
            2 + (spread + 2) * value, probability);

    /// <summary>Numbers between -1 and 1.</summary>
    private static Gen<double> Unit { get; } = Gen.Choose(-1_000_000, 1_000_000).Select(i => i / 1e6);
}
