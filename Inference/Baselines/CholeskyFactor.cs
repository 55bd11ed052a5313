// A = L L' of a symmetric positive definite A, row by row, so that every inner loop is a dot product of contiguous rows:
//   L_ij = (A_ij - L_i[..j] . L_j[..j]) / L_jj  (j < i),      L_ii = sqrt(A_ii - |L_i[..i]|^2)
// U = L^-T by rows (row j of U is column j of L^-1):  U_jj = 1 / L_jj,   U_ji = -(L_i[j..i] . U_j[j..i]) / L_ii  (i > j)
// A^-1_ij = U_i[i..] . U_j[i..]  (j <= i),   A^-1 y = U L^-1 y.

using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// The lower Cholesky factor of a symmetric positive definite matrix, for the many small matrices of Gaussian-process baselines, where the
/// set-up of a general library routine costs more than the factorisation. Nothing is ever added to the diagonal.
/// </summary>
internal sealed class CholeskyFactor
{
    private readonly double[] lower;

    private CholeskyFactor(double[] lower, int size)
    {
        this.lower = lower;
        Size = size;
    }

    /// <summary>Number of rows.</summary>
    public int Size { get; }

    /// <summary>The logarithm of the determinant of the factored matrix.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Size; i++)
            {
                sum += Math.Log(lower[i * Size + i]);
            }
            return 2 * sum;
        }
    }

    /// <summary>Factors a matrix in place, or gives null where it is not positive definite in floating point.</summary>
    /// <param name="matrix">Row-major [size, size]; only the lower triangle is read; it becomes the factor's own.</param>
    /// <param name="size">Number of rows; may be 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static CholeskyFactor? TryOf(double[] matrix, int size)
    {
        for (int i = 0; i < size; i++)
        {
            var row = matrix.AsSpan(i * size, i + 1);
            for (int j = 0; j < i; j++)
            {
                var other = matrix.AsSpan(j * size, j + 1);
                row[j] = (row[j] - Rows.Dot(row[..j], other[..j])) / other[j];
            }
            double pivot = row[i] - Rows.SumOfSquares(row[..i]);
            if (!(pivot > 0 && double.IsFinite(pivot)))
            {
                return null;
            }
            row[i] = Math.Sqrt(pivot);
        }
        return new CholeskyFactor(matrix, size);
    }

    /// <summary>Factors a matrix in place.</summary>
    /// <param name="matrix">Row-major [size, size]; only the lower triangle is read; it becomes the factor's own.</param>
    /// <param name="size">Number of rows; may be 0.</param>
    /// <param name="quantity">What the matrix is, for the error message.</param>
    /// <exception cref="NumericalException">The matrix is not positive definite in floating point.</exception>
    public static CholeskyFactor Of(double[] matrix, int size, string quantity) => TryOf(matrix, size)
        ?? throw new NumericalException(new Problem(
            "not positive definite", quantity, $"a {size} x {size} matrix with a pivot that is not positive",
            "distinct points, or noise that is not negligible beside the signal", "raise the noise floor or remove repeated points"));

    /// <summary>Replaces y by L^-1 y.</summary>
    /// <param name="y">A vector [size].</param>
    public void SolveLower(Span<double> y)
    {
        for (int i = 0; i < Size; i++)
        {
            var row = lower.AsSpan(i * Size, i + 1);
            y[i] = (y[i] - Rows.Dot(row[..i], y[..i])) / row[i];
        }
    }

    /// <summary>Replaces y by L^-T y.</summary>
    /// <param name="y">A vector [size].</param>
    public void SolveUpper(Span<double> y)
    {
        for (int i = Size - 1; i >= 0; i--)
        {
            var row = lower.AsSpan(i * Size, i + 1);
            y[i] /= row[i];
            TensorPrimitives.MultiplyAdd(row[..i], -y[i], y[..i], y[..i]);
        }
    }

    /// <summary>Writes U = L^-T, whose products of rows are the inverse of the factored matrix.</summary>
    /// <param name="inverse">Row-major [size, size]; the part below the diagonal is left as it is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void InverseTransposed(Span<double> inverse)
    {
        for (int j = 0; j < Size; j++)
        {
            var row = inverse.Slice(j * Size, Size);
            row[j] = 1 / lower[j * Size + j];
            for (int i = j + 1; i < Size; i++)
            {
                row[i] = -Rows.Dot(lower.AsSpan(i * Size + j, i - j), row[j..i]) / lower[i * Size + i];
            }
        }
    }
}
