// Mean absolute value of a normal variable, Z ~ N(0, 1), phi and erf the normal density and the error function:
//   e(z) = E|z + Z| = z erf(z / sqrt 2) + 2 phi(z),       E|N(m, s^2)| = s e(|m| / s).
// Derivatives: e' = erf(z / sqrt 2),  e^(j+2)(z) = 2 (-1)^j He_j(z) phi(z),  He_{j+1} = z He_j - j He_{j-1}.
// e is evaluated by its Taylor polynomial of degree 7 about the middle of cells of width 1/16: the remainder is below
// max|e^(8)| (1/32)^8 / 8! < 3e-16, where e itself is at least 0.79. Beyond z = 8.5 the difference e(z) - z is below 1e-17, so e(z) = z.

using MathNet.Numerics;

namespace ProbBnn.Inference;

/// <summary>The mean absolute value of a normal variable, the building block of the CRPS of Gaussian mixtures.</summary>
internal static class AbsoluteMoment
{
    private const double Limit = 8.5;
    private const int CellsPerUnit = 16;
    private const int Terms = 8;

    private static readonly double[] Coefficients = BuildTable();

    /// <summary>E|X| of X ~ N(<paramref name="mean"/>, <paramref name="standardDeviation"/>^2), accurate to rounding.</summary>
    /// <param name="mean">Any finite number.</param>
    /// <param name="standardDeviation">A non-negative number.</param>
    public static double Of(double mean, double standardDeviation) => Of(mean, standardDeviation, 1 / standardDeviation);

    /// <summary>The sum over j of E|X_j|, where X_j ~ N(mean - others[j], standardDeviation^2).</summary>
    /// <param name="mean">Any finite number.</param>
    /// <param name="others">Finite numbers.</param>
    /// <param name="standardDeviation">A non-negative number.</param>
    public static double Sum(double mean, ReadOnlySpan<double> others, double standardDeviation)
    {
        double inverse = 1 / standardDeviation, sum = 0;
        foreach (double other in others)
        {
            sum += Of(mean - other, standardDeviation, inverse);
        }
        return sum;
    }

    /// <summary>E|X| with 1 / s given; for s = 0, z is infinite or not a number and the distance itself is the answer.</summary>
    private static double Of(double mean, double standardDeviation, double inverse)
    {
        double distance = Math.Abs(mean), z = distance * inverse;
        return z < Limit ? standardDeviation * Standard(z) : distance;
    }

    private static double Standard(double z)
    {
        int cell = (int)(z * CellsPerUnit);
        double t = z - (cell + 0.5) / CellsPerUnit;
        var c = Coefficients.AsSpan(cell * Terms, Terms);
        double t2 = t * t;
        double t4 = t2 * t2;
        double low = c[0] + c[1] * t + (c[2] + c[3] * t) * t2;
        double high = c[4] + c[5] * t + (c[6] + c[7] * t) * t2;
        return low + high * t4;
    }

    private static double[] BuildTable()
    {
        int cells = (int)(Limit * CellsPerUnit);
        var table = new double[cells * Terms];
        for (int cell = 0; cell < cells; cell++)
        {
            double z = (cell + 0.5) / CellsPerUnit;
            double density = Math.Exp(-0.5 * z * z) / Constants.Sqrt2Pi;
            double error = SpecialFunctions.Erf(z / Constants.Sqrt2);
            var c = table.AsSpan(cell * Terms, Terms);
            c[0] = z * error + 2 * density;
            c[1] = error;
            double previous = 0, hermite = 1, factorial = 1, sign = 1;
            for (int j = 0; j + 2 < Terms; j++)
            {
                factorial *= j + 2;
                c[j + 2] = sign * 2 * hermite * density / factorial;
                (previous, hermite) = (hermite, z * hermite - j * previous);
                sign = -sign;
            }
        }
        return table;
    }
}
