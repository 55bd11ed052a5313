using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

public class LeapfrogTests
{
    public static TheoryData<int, int> MetricsAndDimensions =>
        [.. Runs.Metrics.SelectMany((_, m) => new[] { 1, 3, 4, 9 }.Select(d => (m, d)))];

    /// <summary>A smooth density with neither symmetry nor constant curvature: quartic, each coordinate coupled to the next.</summary>
    private static (double LogDensity, double[] Gradient) Density(double[] x)
    {
        var gradient = new double[x.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double next = x[(i + 1) % x.Length] + 0.3;
            sum -= 0.25 * Math.Pow(x[i], 4) + 0.5 * x[i] * x[i] * next * next;
            gradient[i] -= Math.Pow(x[i], 3) + x[i] * next * next;
            gradient[(i + 1) % x.Length] -= x[i] * x[i] * next;
        }
        return (sum, gradient);
    }

    /// <summary>A metric learned from random draws.</summary>
    private static Whitening Learned(int metric, int dimension)
    {
        var whitening = new Whitening(dimension, Runs.Metrics[metric]);
        var moments = new RunningMoments(dimension, Runs.Metrics[metric]);
        for (int n = 0; n < 30 && metric > 0; n++)
        {
            moments.Add([.. Enumerable.Range(0, dimension).Select(d => RandomKey.FromSeed(3).Normal(n, d) * (1 + d) + n * 0.1)]);
        }
        if (metric > 0)
        {
            whitening.Learn(moments, "chain");
        }
        return whitening;
    }

    /// <summary>Position and whitened momentum after steps from (q, w), and the energy.</summary>
    private static (double[] Q, double[] W, double Energy) Fly(Whitening whitening, double[] q, double[] w, double step, int steps)
    {
        int d = q.Length;
        double[] positions = new double[d], gradients = new double[d], momentum = [.. w];
        var integrator = new Integrator(new ChainRow(positions, gradients, 0, d), whitening, "chain") { Step = step };
        integrator.Begin(momentum, q, Density(q).Gradient);
        for (int i = 0; ; i++)
        {
            var (logDensity, gradient) = Density(positions);
            gradient.CopyTo(gradients, 0);
            double energy = integrator.End(logDensity, momentum);
            if (i == steps - 1)
            {
                return ([.. positions], momentum, energy);
            }
            integrator.Begin(momentum);
        }
    }

    private static double[] Vector(int row, int dimension) =>
        [.. Enumerable.Range(0, dimension).Select(d => 0.5 * RandomKey.FromSeed(9).Normal(row, d))];

    private static double Energy(double[] q, double[] w) => 0.5 * w.Sum(v => v * v) - Density(q).LogDensity;

    /// <summary>Twenty steps forwards, the momentum turned round, twenty steps: back where it began. 12 cases of metric and dimension.
    /// </summary>
    [Theory, MemberData(nameof(MetricsAndDimensions))]
    public void Reversible(int metric, int dimension)
    {
        var whitening = Learned(metric, dimension);
        double[] q = Vector(0, dimension), w = Vector(1, dimension);
        var there = Fly(whitening, q, w, 0.02, 20);
        var back = Fly(whitening, there.Q, [.. there.W.Select(v => -v)], 0.02, 20);
        var backwards = Fly(whitening, there.Q, there.W, -0.02, 20);
        Assert.NotEqual(q[0], there.Q[0], 1e-3);
        for (int i = 0; i < dimension; i++)
        {
            Assert.Equal(q[i], back.Q[i], 1e-12);
            Assert.Equal(w[i], -back.W[i], 1e-12);
            Assert.Equal(q[i], backwards.Q[i], 1e-12);
            Assert.Equal(w[i], backwards.W[i], 1e-12);
        }
    }

    /// <summary>The Jacobian of three steps, by central differences, has determinant 1.</summary>
    [Theory, MemberData(nameof(MetricsAndDimensions))]
    public void Volume_preserving(int metric, int dimension)
    {
        var whitening = Learned(metric, dimension);
        double[] q = Vector(0, dimension), w = Vector(1, dimension);
        double[] Map(int moved, double by)
        {
            double[] a = [.. q], b = [.. w];
            (moved < dimension ? a : b)[moved % dimension] += by;
            var end = Fly(whitening, a, b, 0.03, 3);
            return [.. end.Q, .. end.W];
        }
        var jacobian = Matrix<double>.Build.Dense(2 * dimension, 2 * dimension);
        for (int j = 0; j < 2 * dimension; j++)
        {
            double[] up = Map(j, 1e-5), down = Map(j, -1e-5);
            jacobian.SetColumn(j, [.. up.Zip(down, (u, d) => (u - d) / 2e-5)]);
        }
        Assert.Equal(1, jacobian.Determinant(), 1e-6);
        Assert.True((jacobian - Matrix<double>.Build.DenseIdentity(2 * dimension)).FrobeniusNorm() > 0.01);
    }

    /// <summary>Over one length of time, a step half as long has a quarter of the energy error: between 3.6 and 4.4 times less.</summary>
    [Theory, MemberData(nameof(MetricsAndDimensions))]
    public void Energy_error_of_second_order(int metric, int dimension)
    {
        var whitening = Learned(metric, dimension);
        double[] q = Vector(0, dimension), w = Vector(1, dimension);
        double Error(double step, int steps) => Fly(whitening, q, w, step, steps).Energy - Energy(q, w);
        double coarse = Error(0.004, 25), fine = Error(0.002, 50);
        Assert.InRange(coarse / fine, 3.6, 4.4);
    }

    /// <summary>
    /// The integrator in whitened momenta against the textbook's p &lt;- p + e/2 g, q &lt;- q + e M^-1 p, with M^-1 the regularised
    /// covariance of the same draws by MathNet, and w = S' p.
    /// </summary>
    [Fact]
    public void Textbook_step_with_a_dense_metric()
    {
        const int D = 3;
        var draws = Matrix<double>.Build.Dense(30, D, (n, d) => RandomKey.FromSeed(3).Normal(n, d) * (1 + d) + n * 0.1);
        var centred = draws - Matrix<double>.Build.Dense(30, D, (_, d) => draws.Column(d).Average());
        var inverseMass = centred.TransposeThisAndMultiply(centred) / 29 * (30.0 / 35)
            + Matrix<double>.Build.DenseIdentity(D) * (1e-3 * 5 / 35);
        var factor = inverseMass.Cholesky().Factor;
        double[] q = Vector(0, D), w = Vector(1, D);
        var p = factor.Transpose().Solve(Vector<double>.Build.DenseOfArray(w));
        var half = p + 0.05 * Vector<double>.Build.DenseOfArray(Density(q).Gradient);
        var to = Vector<double>.Build.DenseOfArray(q) + 0.1 * inverseMass * half;
        var end = half + 0.05 * Vector<double>.Build.DenseOfArray(Density(to.ToArray()).Gradient);
        var flown = Fly(Learned(2, D), q, w, 0.1, 1);
        var whitened = factor.TransposeThisAndMultiply(end);
        Assert.Equal(0.5 * end * inverseMass * end - Density(to.ToArray()).LogDensity, flown.Energy, 1e-10);
        for (int i = 0; i < D; i++)
        {
            Assert.Equal(to[i], flown.Q[i], 1e-11);
            Assert.Equal(whitened[i], flown.W[i], 1e-11);
        }
    }

    /// <summary>Both passes over vectors of 1 to 21 coordinates against sums written out.</summary>
    [Fact]
    public void Stretches_join_as_their_products_say()
    {
        var key = RandomKey.FromSeed(4);
        int joined = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            int n = 1 + trial % 21;
            double[][] v = [.. Enumerable.Range(0, 6).Select(k =>
                Enumerable.Range(0, n).Select(i => key.Normal(trial, 100 * k + i) + 0.5).ToArray())];
            double Dot(double[] x, double[] y, double[] z) => x.Select((value, i) => value * (y[i] + z[i])).Sum();
            var (a, b, r, c, d, t) = (v[0], v[1], v[2], v[3], v[4], v[5]);
            double[] products = [Dot(a, r, t), Dot(d, r, t), Dot(a, r, c), Dot(c, r, c), Dot(b, t, b), Dot(d, t, b)];
            var sum = new double[n];
            bool goesOn = Leapfrog.Join(a, b, r, c, d, t, sum);
            Assert.Equal(products.All(x => x > 0), goesOn);
            Assert.Equal(r.Zip(t, (x, y) => x + y), sum);
            joined += goesOn ? 1 : 0;
        }
        Assert.InRange(joined, 50, 350);
    }

    /// <summary>Vectors of 1 to 300 coordinates: the key's own normal draws up to rounding.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(127), InlineData(128), InlineData(129), InlineData(300)]
    public void Normal_vectors_are_the_keys_own(int length)
    {
        var key = RandomKey.FromSeed(11).Fold(length);
        var normals = new double[length];
        KeyedNormals.Fill(key, normals);
        Assert.All(normals.Select((v, i) => (v, i)), pair => Assert.Equal(key.Normal(0, pair.i), pair.v, 1e-13));
    }

    /// <summary>The same bits wherever on the stack the sampler happens to work: 3,000 keys at four depths.</summary>
    [Fact]
    public void Normal_vectors_have_the_same_bits_wherever_memory_begins()
    {
        double[] here = new double[481], deeper = new double[481];
        for (int i = 0; i < 3000; i++)
        {
            var key = RandomKey.FromSeed(7).Fold(i);
            FillAtDepth(16, key, here);
            foreach (int depth in new[] { 32, 48, 64 })
            {
                FillAtDepth(depth, key, deeper);
                Assert.Equal(here, deeper);
            }
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void FillAtDepth(int bytes, RandomKey key, double[] normals)
    {
        Span<byte> above = stackalloc byte[bytes];
        above.Fill(1);
        KeyedNormals.Fill(key, normals);
        Assert.Equal(1, above[^1]);
    }
}
