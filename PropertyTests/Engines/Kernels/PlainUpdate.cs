using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Engines.Managed;

namespace ProbBnn.PropertyTests.Engines.Kernels;

/// <summary>
/// The conjugate update in natural parameters, straight from Bayes' rule, with no whitening and no shared work:
/// A = Sigma^-1 + P' Lam P, m = A^-1 (Sigma^-1 mu + P' Lam y), and the sample A^-1 (L^-T v0 + Sigma^-1 mu + P' (Lam y - Lam^1/2 e)).
/// </summary>
internal static class PlainUpdate
{
    public static (double[] Weights, double[] Divergence, double[] ContextOutputs, double[] PosteriorMean) Run(ConjugateCase c)
    {
        var shape = c.Shape;
        int s = shape.Samples, u = shape.Units, n = shape.Points, k = shape.Weights;
        var weights = new double[shape.Tasks * s * u * k];
        var means = new double[weights.Length];
        var divergence = new double[shape.Tasks * s];
        var outputs = new double[shape.Tasks * s * n * u];
        for (int b = 0; b < shape.Tasks; b++)
        {
            for (int sample = 0; sample < s; sample++)
            {
                for (int unit = 0; unit < u; unit++)
                {
                    int row = (((b * s) + sample) * u) + unit;
                    var (w, m, kl) = One(c, b, sample, unit, row);
                    w.ToArray().CopyTo(weights, row * k);
                    m.ToArray().CopyTo(means, row * k);
                    divergence[(b * s) + sample] += kl;
                    for (int point = 0; point < c.Counts[b]; point++)
                    {
                        outputs[((((b * s) + sample) * n) + point) * u + unit] = FeatureRow(c, b, sample, point).DotProduct(w);
                    }
                }
            }
        }
        return (weights, divergence, outputs, means);
    }

    /// <summary>The number whose derivatives the reverse pass gives.</summary>
    public static double Objective(ConjugateCase c)
    {
        var (weights, divergence, _, _) = Run(c);
        return weights.Zip(c.WeightAdjoint, (x, y) => x * y).Sum() + divergence.Zip(c.DivergenceAdjoint, (x, y) => x * y).Sum();
    }

    private static (Vector<double> Sample, Vector<double> Mean, double Divergence) One(ConjugateCase c, int b, int s, int u, int row)
    {
        var shape = c.Shape;
        int k = shape.Weights, count = c.Counts[b];
        var l = Matrix<double>.Build.Dense(k, k);
        int start = (shape.FactorUnits == 1 ? 0 : u) * shape.FactorSize;
        for (int i = 0; i < k; i++)
        {
            for (int j = shape.Factor == FactorKind.Diagonal ? i : 0; j <= i; j++)
            {
                l[i, j] = c.Factor[start + (shape.Factor == FactorKind.Diagonal ? i : (i * (i + 1) / 2) + j)];
            }
        }
        var mu = Vector<double>.Build.Dense(k, i => c.Mean[((shape.MeanUnits == 1 ? 0 : u) * k) + i]);
        var v0 = Vector<double>.Build.Dense(k, i => c.WeightNoise[(row * k) + i]);
        var inverse = l.Inverse();
        var precision = inverse.Transpose() * inverse;
        var a = precision.Clone();
        var evidence = precision * mu;
        var perturbed = evidence + (inverse.Transpose() * v0);
        for (int n = 0; n < count; n++)
        {
            var p = FeatureRow(c, b, s, n);
            double y = c.Targets[(((((shape.TargetSamples == 1 ? b : (b * shape.Samples) + s) * shape.Points) + n) * shape.Units)) + u];
            int noiseRow = ((shape.NoiseTasks == 1 ? 0 : b) * shape.NoiseSamples) + (shape.NoiseSamples == 1 ? 0 : s);
            int noiseAt = ((noiseRow * shape.NoisePoints) + (shape.NoisePoints == 1 ? 0 : n)) * shape.NoiseUnits;
            double lam = 1 / (Math.Exp(2 * c.LogNoise[noiseAt + (shape.NoiseUnits == 1 ? 0 : u)]) + c.Kappa);
            a += lam * p.OuterProduct(p);
            evidence += lam * y * p;
            perturbed += ((lam * y) - (Math.Sqrt(lam) * c.PointNoise[(row * shape.Points) + n])) * p;
        }
        var cholesky = a.Cholesky();
        var mean = cholesky.Solve(evidence);
        var shift = inverse * (mean - mu);
        double trace = (inverse * a.Inverse() * inverse.Transpose()).Trace();
        double logDeterminant = cholesky.DeterminantLn + (2 * l.Diagonal().PointwiseLog().Sum());
        return (cholesky.Solve(perturbed), mean, 0.5 * (trace + shift.DotProduct(shift) - k + logDeterminant));
    }

    private static Vector<double> FeatureRow(ConjugateCase c, int b, int s, int n)
    {
        var shape = c.Shape;
        int start = ((shape.FeatureSamples == 1 ? b : (b * shape.Samples) + s) * shape.Points) + n;
        return Vector<double>.Build.Dense(shape.Weights, i => i == shape.Inputs ? 1 : c.Features[(start * shape.Inputs) + i]);
    }
}
