// z = Phi^-1( (r - 3/8) / (S + 1/4) ),  r the rank among all S values from 1 on, ties sharing their average rank
// (Blom 1958, as used by Vehtari, Gelman, Simpson, Carpenter and Buerkner, "Rank-normalization, folding, and localization", 2021, eq. 14).

using MathNet.Numerics.Distributions;

namespace ProbBnn.Inference;

/// <summary>Replaces values by the normal scores of their ranks, so that heavy tails and monotone transforms do not matter.</summary>
internal static class RankNormal
{
    /// <summary>The normal scores of values, in the order of the values.</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        int count = values.Length;
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, count)];
        Array.Sort(sorted, order);
        var scores = new double[count];
        for (int first = 0; first < count;)
        {
            int end = first + 1;
            while (end < count && sorted[end] == sorted[first])
            {
                end++;
            }
            double rank = 0.5 * (first + 1 + end);
            double score = Normal.InvCDF(0, 1, (rank - 0.375) / (count + 0.25));
            for (int i = first; i < end; i++)
            {
                scores[order[i]] = score;
            }
            first = end;
        }
        return scores;
    }
}
