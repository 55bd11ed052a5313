// Column order, for inputs x_1 .. x_D (all in scaled units):
//   Raw            x_1 .. x_D
//   Fourier        for each input i, for each frequency f:  sin(2 pi f x_i), cos(2 pi f x_i)
//   KeyedFourier   for each pair j:  sin(w_j . x), cos(w_j . x),  w_{j,i} = Scale * Normal(row j, column i) of the seed's root key
//   Polynomial     for each input i:  x_i, x_i^2 .. x_i^Degree
//   Concatenation  the columns of each part in turn

using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>
/// What the model computes from its scaled inputs before the first layer; the network and the inference networks see the same features.
/// </summary>
public abstract record InputFeatures
{
    private InputFeatures()
    {
    }

    /// <summary>The number of features.</summary>
    /// <param name="inputs">Number of inputs, at least 1.</param>
    /// <exception cref="OverflowException">More than 2^31 - 1 features; no model that was built has as many.</exception>
    public int Count(int inputs) => checked((int)LongCount(inputs));

    internal abstract long LongCount(long inputs);

    /// <summary>Sines and cosines of k x / period, k = 1 .. pairs, for every input.</summary>
    /// <param name="pairs">Number of sine and cosine pairs per input, at least 1.</param>
    /// <param name="period">Period of the slowest pair, in scaled units; functions repeat beyond it.</param>
    public static InputFeatures FourierSeries(int pairs, double period) =>
        new Fourier(Enumerable.Range(1, Math.Max(pairs, 0)).Select(k => k / period).ToValueList());

    /// <summary>
    /// The inputs themselves and a Fourier series of period 4. Standardised inputs that fill their range evenly lie within +-1.73, so
    /// that a period of 4 covers them without wrapping around.
    /// </summary>
    /// <param name="pairs">Number of sine and cosine pairs per input, at least 1.</param>
    public static InputFeatures RawAndFourier(int pairs) => new Raw().And(FourierSeries(pairs, 4));

    /// <summary>These features followed by others; concatenations are joined into one.</summary>
    /// <param name="other">The features that follow.</param>
    public InputFeatures And(InputFeatures other) => new Concatenation([.. PartsOf(this), .. PartsOf(other)]);

    private static ValueList<InputFeatures> PartsOf(InputFeatures features) =>
        features is Concatenation { Parts: var parts } ? parts : [features];

    /// <summary>The inputs themselves.</summary>
    public sealed record Raw : InputFeatures
    {
        internal override long LongCount(long inputs) => inputs;
    }

    /// <summary>For every input i and frequency f: sin(2 pi f x_i), cos(2 pi f x_i).</summary>
    /// <param name="Frequencies">Cycles per scaled unit: positive, at most 1,000,000, all different.</param>
    public sealed record Fourier(ValueList<double> Frequencies) : InputFeatures
    {
        internal override long LongCount(long inputs) => 2 * inputs * Frequencies.Count;
    }

    /// <summary>Random directions drawn from a key: for every pair j, sin(w_j . x), cos(w_j . x) with w_j normal.</summary>
    /// <param name="Pairs">Number of directions, at least 1.</param>
    /// <param name="Scale">Standard deviation of a direction's components, in radians per scaled unit; positive, at most 1,000,000.</param>
    /// <param name="Seed">Seed of the directions; equal seeds give equal directions.</param>
    public sealed record KeyedFourier(int Pairs, double Scale, ulong Seed) : InputFeatures
    {
        /// <summary>The component w_{j,i} = Scale z_{j,i}, with z the normal draw of the seed's root key at (row j, column i).</summary>
        /// <param name="pair">The pair j, counted from 0.</param>
        /// <param name="input">The input i, counted from 0.</param>
        public double Component(int pair, int input) => Scale * RandomKey.FromSeed(Seed).Normal(pair, input);

        internal override long LongCount(long inputs) => 2L * Pairs;
    }

    /// <summary>The powers 1 .. Degree of every input.</summary>
    /// <param name="Degree">The highest power, from 1 to 64.</param>
    public sealed record Polynomial(int Degree) : InputFeatures
    {
        internal override long LongCount(long inputs) => inputs * Degree;
    }

    /// <summary>Several kinds of features side by side.</summary>
    /// <param name="Parts">The kinds, at least one, all different, none a concatenation itself.</param>
    public sealed record Concatenation(ValueList<InputFeatures> Parts) : InputFeatures
    {
        internal override long LongCount(long inputs) => Parts.Sum(part => part.LongCount(inputs));
    }
}
