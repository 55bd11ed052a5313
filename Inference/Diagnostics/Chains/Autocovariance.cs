// c_t = (1/n) sum_{i < n - t} (x_i - m)(x_{i+t} - m), for all t at once: with the centred values padded by zeros to at least twice their
// length, c is the inverse Fourier transform of the squared modulus of their Fourier transform.

using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace ProbBnn.Inference;

/// <summary>Autocovariances of a series.</summary>
internal static class Autocovariance
{
    /// <summary>The autocovariances of at least one value at the lags 0 .. n - 1, each divided by n.</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        int count = values.Length;
        double mean = DrawMoments.Mean(values);
        var spectrum = new Complex[(int)BitOperations.RoundUpToPowerOf2((uint)(2 * count))];
        for (int i = 0; i < count; i++)
        {
            spectrum[i] = values[i] - mean;
        }
        Fourier.Forward(spectrum, FourierOptions.NoScaling);
        for (int i = 0; i < spectrum.Length; i++)
        {
            var s = spectrum[i];
            spectrum[i] = s.Real * s.Real + s.Imaginary * s.Imaginary;
        }
        Fourier.Inverse(spectrum, FourierOptions.NoScaling);
        double scale = 1.0 / ((double)spectrum.Length * count);
        return [.. spectrum.Take(count).Select(s => s.Real * scale)];
    }
}
