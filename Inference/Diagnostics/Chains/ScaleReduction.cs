// m chains of n values, chain means a_j and variances s_j^2:
//   W = (1/m) sum_j s_j^2        B/n = variance of the a_j        R-hat = sqrt( ((n - 1)/n W + B/n) / W )
// (Gelman and Rubin 1992; Vehtari et al. 2021, eqs. 1-4, with halves of chains as chains).

namespace ProbBnn.Inference;

/// <summary>The potential scale reduction: by how much chains differ more than their own spread explains.</summary>
internal static class ScaleReduction
{
    /// <summary>
    /// R-hat of at least two chains of equal length. Chains that do not vary: infinite where they differ from one another, 1 where all
    /// values are equal and so none contradicts another.
    /// </summary>
    public static double Of(double[][] chains)
    {
        int length = chains[0].Length;
        double within = chains.Average(c => DrawMoments.Variance(c));
        double between = DrawMoments.Variance([.. chains.Select(c => DrawMoments.Mean(c))]);
        return within > 0 ? Math.Sqrt((length - 1.0) / length + between / within) : between > 0 ? double.PositiveInfinity : 1;
    }
}
