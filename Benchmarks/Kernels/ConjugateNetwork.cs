using ProbBnn.Engines.Managed;

namespace ProbBnn.Benchmarks;

/// <summary>A network whose layers' updates are timed: one input, one output, five tasks.</summary>
/// <param name="Name">Name of the configuration.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Samples">Weight samples of each task.</param>
/// <param name="Counts">Points of each task.</param>
/// <param name="SharedPrior">One diagonal prior for all units of a layer, instead of a full covariance for each.</param>
internal sealed record ConjugateNetwork(string Name, int[] Hidden, int Samples, int[] Counts, bool SharedPrior)
{
    public static readonly ConjugateNetwork[] All =
    [
        new("elbo", [20, 20], 8, [10, 16, 22, 28, 34], true),
        new("small", [50, 50], 8, [20, 34, 48, 62, 76], false),
        new("heaviside", [128, 128], 8, [20, 34, 48, 62, 76], false),
        new("wide", [250, 250, 250], 1, [36, 46, 56, 66, 76], false),
    ];

    /// <summary>
    /// The layers' shapes: features of the first are shared by the samples, pseudo-targets and noise everywhere; the last layer takes one
    /// noise for all points.
    /// </summary>
    public IEnumerable<ConjugateShape> Layers()
    {
        int[] widths = [1, .. Hidden, 1];
        for (int layer = 1; layer < widths.Length; layer++)
        {
            bool last = layer == widths.Length - 1;
            int units = widths[layer];
            yield return new ConjugateShape(
                Counts.Length, Samples, units, Counts.Max(), widths[layer - 1], SharedPrior ? FactorKind.Diagonal : FactorKind.Lower,
                SharedPrior ? 1 : units, SharedPrior ? 1 : units, layer == 1 ? 1 : Samples, 1, last ? 1 : Counts.Length, 1,
                last ? 1 : Counts.Max(), units);
        }
    }
}
