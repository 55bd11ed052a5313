using System.Numerics;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Engines.Managed;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.Kernels;

public class SmallMatrixTests
{
    [Fact]
    public void Factors_and_inverses_agree_with_MathNet() => Law.Holds(
        from n in Gen.Choose(0, 70)
        from batch in Gen.Choose(1, 21)
        from seed in Gen.Choose(0, 1_000_000)
        select (n, batch, seed),
        c =>
        {
            foreach (var width in Machine.Widths)
            {
                CheckFactors<double>(c.n, c.batch, c.seed, width, 1e-13);
                CheckFactors<float>(c.n, c.batch, c.seed, width, 2e-5);
            }
        },
        count: 60);

    [Fact]
    public void Solutions_of_triangular_systems_satisfy_them() => Law.Holds(
        from n in Gen.Choose(0, 40)
        from columns in Gen.Choose(0, 120)
        from lower in Gen.Elements(false, true)
        from transposed in Gen.Elements(false, true)
        from right in Gen.Elements(false, true)
        from seed in Gen.Choose(0, 1_000_000)
        select (n, columns, lower, transposed, right, seed),
        c =>
        {
            foreach (var width in Machine.Widths)
            {
                CheckSolutions<double>(c.n, c.columns, c.lower, c.transposed, c.right, c.seed, width, 1e-12);
                CheckSolutions<float>(c.n, c.columns, c.lower, c.transposed, c.right, c.seed, width, 1e-4);
            }
        },
        count: 60);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public unsafe void A_matrix_that_is_not_positive_definite_is_reported(double pivot)
    {
        foreach (var width in Machine.Widths)
        {
            const int batch = 6, n = 19;
            var a = new double[batch * n * n];
            for (int i = 0; i < batch * n; i++)
            {
                a[(i / n * n * n) + (i % n * (n + 1))] = 2;
            }
            a[(4 * n * n) + (11 * (n + 1))] = pivot;
            a[(5 * n * n) + (3 * (n + 1))] = pivot;
            using var pool = new WorkerPool(3);
            fixed (double* data = a)
            {
                var result = new double[a.Length];
                fixed (double* target = result)
                {
                    Assert.Equal(new MatrixFailure(4, 11), SpdMatrices.Cholesky(batch, n, data, target, width, pool));
                    Assert.Equal(new MatrixFailure(4, 11), SpdMatrices.Inverse(batch, n, data, target, width, pool));
                    Assert.Null(SpdMatrices.Inverse(batch - 2, n, data, target, width, pool));
                }
            }
        }
    }

    private static unsafe void CheckFactors<T>(int n, int batch, int seed, VectorWidth width, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrices = Enumerable.Range(0, batch).Select(i => Spd(n, seed + i)).ToArray();
        T[] a = [.. matrices.SelectMany(m => Enumerable.Range(0, n * n).Select(i => T.CreateChecked(m[(i / n, i % n)])))];
        T[] factor = new T[a.Length], inverse = new T[a.Length];
        using var pool = new WorkerPool(2);
        fixed (T* pa = a, pf = factor, pi = inverse)
        {
            Assert.Null(SpdMatrices.Cholesky(batch, n, pa, pf, width, pool));
            Assert.Null(SpdMatrices.Inverse(batch, n, pa, pi, width, pool));
        }
        if (n == 0)
        {
            return;
        }
        for (int b = 0; b < batch; b++)
        {
            var matrix = Matrix<double>.Build.Dense(n, n, (i, j) => matrices[b][(i, j)]);
            Assert.InRange(Machine.Distance(RowMajor(matrix.Cholesky().Factor), Part(factor, b, n)), 0, tolerance);
            Assert.InRange(Machine.Distance(RowMajor(matrix.Inverse()), Part(inverse, b, n)), 0, tolerance);
        }
    }

    private static unsafe void CheckSolutions<T>(
        int n, int columns, bool lower, bool transposed, bool right, int seed, VectorWidth width, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int batch = 2;
        double[] raw = Machine.Normals(seed, batch * n * n), b = Machine.Normals(seed + 1, n * columns);
        double Raw(int m, int i, int j) => raw[(m * n * n) + (i * n) + j];
        double Entry(int m, int i, int j) => i == j ? 2 + Math.Abs(Raw(m, i, j)) : Raw(m, i, j) / Math.Sqrt(n);
        T[] triangles = [.. Enumerable.Range(0, batch * n * n).Select(i => T.CreateChecked(Entry(i / (n * n), i / n % n, i % n)))];
        T[] sides = [.. b.Select(T.CreateChecked)];
        var x = new T[batch * n * columns];
        using var pool = new WorkerPool(2);
        fixed (T* pt = triangles, ps = sides, px = x)
        {
            // "right" stores B and X transposed: M X = B with other strides.
            var problem = new TriangularProblem<T>(
                n,
                columns,
                transposed ? MatrixView<T>.Transposed(pt, n) : MatrixView<T>.RowMajor(pt, n),
                lower != transposed,
                right ? MatrixView<T>.Transposed(ps, n) : MatrixView<T>.RowMajor(ps, columns),
                right ? MatrixView<T>.Transposed(px, n) : MatrixView<T>.RowMajor(px, columns));
            Assert.Null(TriangularSystems.Solve(problem, [new BatchAxis(batch, n * n, 0, n * columns)], width, pool));
        }
        for (int m = 0; m < batch; m++)
        {
            for (int c = 0; c < columns; c++)
            {
                double X(int k) => double.CreateChecked(x[(m * n * columns) + (right ? (c * n) + k : (k * columns) + c)]);
                for (int i = 0; i < n; i++)
                {
                    double sum = 0;
                    for (int k = 0; k < n; k++)
                    {
                        var (row, column) = transposed ? (k, i) : (i, k);
                        sum += (lower ? column <= row : column >= row) ? Entry(m, row, column) * X(k) : 0;
                    }
                    Assert.Equal(b[right ? (c * n) + i : (i * columns) + c], sum, tolerance);
                }
            }
        }
    }

    private static Dictionary<(int, int), double> Spd(int n, int seed)
    {
        var g = Machine.Normals(seed, n * n);
        var result = new Dictionary<(int, int), double>();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                result[(i, j)] = (i == j ? 0.5 : 0) + Enumerable.Range(0, n).Sum(k => g[(i * n) + k] * g[(j * n) + k]) / n;
            }
        }
        return result;
    }

    private static double[] RowMajor(Matrix<double> matrix) => [.. matrix.EnumerateRows().SelectMany(row => row)];

    private static double[] Part<T>(T[] values, int b, int n)
        where T : INumber<T> => [.. values.Skip(b * n * n).Take(n * n).Select(double.CreateChecked)];
}
