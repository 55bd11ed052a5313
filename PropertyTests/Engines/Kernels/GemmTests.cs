using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Engines.Managed;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.Kernels;

public class GemmTests
{
    /// <summary>A product and how it is asked for.</summary>
    public sealed record Case(int M, int N, int K, bool TransA, bool TransB, bool Accumulate, double Alpha, int Slack, int Seed);

    private static readonly Gen<Case> Cases =
        from size in Gen.Choose(0, 70).Three()
        from flags in Gen.Elements(false, true).Three()
        from alpha in Gen.Elements(1.0, -0.7)
        from slack in Gen.Choose(0, 5)
        from seed in Gen.Choose(0, 1_000_000)
        select new Case(size.Item1, size.Item2, size.Item3, flags.Item1, flags.Item2, flags.Item3, alpha, slack, seed);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Products_agree_with_plain_loops(int width) => Law.Holds(
        Cases,
        c =>
        {
            Assert.InRange(Error<double>(c, Machine.Widths[width]), 0, 1e-14);
            Assert.InRange(Error<float>(c, Machine.Widths[width]), 0, 1e-5);
        },
        count: 150);

    [Theory]
    [InlineData(300, 130, 500)]
    [InlineData(5, 90, 401)]
    public void Products_that_need_several_blocks_agree_with_plain_loops(int m, int n, int k)
    {
        foreach (var width in Machine.Widths)
        {
            Assert.InRange(Error<double>(new Case(m, n, k, true, true, true, 2, 3, 1), width), 0, 1e-14);
            Assert.InRange(Error<double>(new Case(m, n, k, false, false, false, 1, 0, 2), width), 0, 1e-14);
        }
    }

    [Fact]
    public void A_batch_is_a_loop_over_products_and_threads_change_no_bit() => Law.Holds(
        from outer in Gen.Choose(0, 4)
        from inner in Gen.Choose(1, 5)
        from m in Gen.Choose(1, 60)
        from n in Gen.Choose(1, 40)
        from k in Gen.Choose(0, 40)
        from broadcast in Gen.Elements(0, 1, 2, 3)
        from seed in Gen.Choose(0, 1_000_000)
        select (outer, inner, m, n, k, broadcast, seed),
        c => CheckBatch(c.outer, c.inner, c.m, c.n, c.k, c.broadcast, c.seed),
        count: 60);

    [Fact]
    public void A_warm_product_allocates_nothing()
    {
        var c = new Case(33, 41, 29, false, true, false, 1, 0, 5);
        Error<double>(c, KernelOptions.Widest.Width);
        long warm = Allocated(c), again = Allocated(c);
        Assert.Equal(0, Math.Min(warm, again));
    }

    private static unsafe long Allocated(Case c)
    {
        double[] a = new double[c.M * c.K], b = new double[c.K * c.N], target = new double[c.M * c.N];
        fixed (double* pa = a, pb = b, pc = target)
        {
            var problem = new GemmProblem<double>(
                c.M, c.N, c.K, MatrixView<double>.RowMajor(pa, c.K), MatrixView<double>.Transposed(pb, c.K), pc, c.N, 1, false);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Gemm.Multiply(problem, KernelOptions.Widest.Width);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static unsafe double Error<T>(Case c, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lda = (c.TransA ? c.M : c.K) + c.Slack, ldb = (c.TransB ? c.K : c.N) + c.Slack, ldc = c.N + c.Slack;
        T[] a = Values<T>(c.Seed, lda * (c.TransA ? c.K : c.M)), b = Values<T>(c.Seed + 1, ldb * (c.TransB ? c.N : c.K));
        T[] before = Values<T>(c.Seed + 2, ldc * c.M);
        var target = before.ToArray();
        fixed (T* pa = a, pb = b, pc = target)
        {
            Gemm.Multiply(
                new GemmProblem<T>(
                    c.M, c.N, c.K, c.TransA ? MatrixView<T>.Transposed(pa, lda) : MatrixView<T>.RowMajor(pa, lda),
                    c.TransB ? MatrixView<T>.Transposed(pb, ldb) : MatrixView<T>.RowMajor(pb, ldb), pc, ldc, T.CreateChecked(c.Alpha),
                    c.Accumulate),
                width);
        }
        double worst = 0;
        for (int i = 0; i < c.M; i++)
        {
            for (int j = 0; j < ldc; j++)
            {
                double expected = double.CreateChecked(before[(i * ldc) + j]), size = Math.Max(1, Math.Abs(expected));
                if (j < c.N)
                {
                    expected = c.Accumulate ? expected : 0;
                    for (int k = 0; k < c.K; k++)
                    {
                        double term = c.Alpha * double.CreateChecked(c.TransA ? a[(k * lda) + i] : a[(i * lda) + k])
                            * double.CreateChecked(c.TransB ? b[(j * ldb) + k] : b[(k * ldb) + j]);
                        expected += term;
                        size += Math.Abs(term);
                    }
                }
                double error = Math.Abs(expected - double.CreateChecked(target[(i * ldc) + j])) / size;
                worst = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(worst, error);
            }
        }
        return worst;
    }

    private static unsafe void CheckBatch(int outer, int inner, int m, int n, int k, int broadcast, int seed)
    {
        bool shareA = (broadcast & 1) != 0, shareB = (broadcast & 2) != 0;
        double[] a = Machine.Normals(seed, (shareA ? 1 : outer) * inner * m * k);
        double[] b = Machine.Normals(seed + 1, (shareB ? 1 : outer * inner) * k * n);
        var expected = new double[outer * inner * m * n];
        fixed (double* pa = a, pb = b, pe = expected)
        {
            var axes = new BatchAxis[]
            {
                new(outer, shareA ? 0 : inner * m * k, shareB ? 0 : inner * k * n, inner * m * n),
                new(inner, m * k, shareB ? 0 : k * n, m * n),
            };
            for (int i = 0; i < outer * inner; i++)
            {
                Gemm.Multiply(
                    new GemmProblem<double>(
                        m, n, k, MatrixView<double>.RowMajor(pa + ((shareA ? i % inner : i) * m * k), k),
                        MatrixView<double>.RowMajor(pb + (shareB ? 0 : i * k * n), n), pe + (i * m * n), n, 1, false),
                    VectorWidth.Bits256);
            }
            foreach (int threads in (int[])[1, 2, 4])
            {
                using var pool = new WorkerPool(threads);
                var target = new double[expected.Length];
                fixed (double* pc = target)
                {
                    BatchedGemm.Multiply(
                        new GemmProblem<double>(
                            m, n, k, MatrixView<double>.RowMajor(pa, k), MatrixView<double>.RowMajor(pb, n), pc, n, 1, false),
                        axes,
                        VectorWidth.Bits256,
                        pool);
                }
                Assert.Equal(expected, target);
            }
        }
    }

    private static T[] Values<T>(int seed, int count)
        where T : INumber<T> => [.. Machine.Normals(seed, count).Select(T.CreateChecked)];
}
