namespace ProbBnn.Inference;

/// <summary>Distances between points, each input in units of its lengthscale.</summary>
internal static class ScaledDistance
{
    /// <summary>sum_d ((a_d - b_d) / l_d)^2.</summary>
    public static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> lengthscales)
    {
        double sum = 0;
        for (int d = 0; d < lengthscales.Length; d++)
        {
            double scaled = (a[d] - b[d]) / lengthscales[d];
            sum += scaled * scaled;
        }
        return sum;
    }
}
