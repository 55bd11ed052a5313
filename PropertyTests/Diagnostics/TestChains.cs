using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.PropertyTests.Diagnostics;

/// <summary>Chains with known properties.</summary>
internal static class TestChains
{
    /// <summary>Independent standard normal draws.</summary>
    public static ScalarDraws Independent(int chains, int draws, ulong seed = 1) => Autoregressive(chains, draws, 0, seed);

    /// <summary>
    /// Stationary x_t = phi x_{t-1} + sqrt(1 - phi^2) e_t of variance 1; the sum of its autocorrelations is (1 + phi) / (1 - phi).
    /// </summary>
    public static ScalarDraws Autoregressive(int chains, int draws, double phi, ulong seed = 1)
    {
        var key = RandomKey.FromSeed(seed);
        return ScalarDraws.Of("f", [.. Enumerable.Range(0, chains).Select(c =>
        {
            var x = new double[draws];
            x[0] = key.Normal(c, 0);
            for (int i = 1; i < draws; i++)
            {
                x[i] = phi * x[i - 1] + Math.Sqrt(1 - phi * phi) * key.Normal(c, i);
            }
            return x;
        })]);
    }

    /// <summary>
    /// A series that any language makes alike: u from the Park-Miller generator s := 16807 s mod (2^31 - 1), u = s / (2^31 - 1), s = 1 at
    /// first; e the sum of twelve u less 6; x_t = phi x_{t-1} + e, from 0 in each chain, and 0.1 times the chain's number added.
    /// </summary>
    public static ScalarDraws Portable(int chains, int draws, double phi)
    {
        long state = 1;
        return ScalarDraws.Of("f", [.. Enumerable.Range(0, chains).Select(c =>
        {
            double value = 0;
            return Enumerable.Range(0, draws).Select(_ =>
            {
                double noise = PortableUniforms(ref state, 12).Sum();
                value = phi * value + (noise - 6);
                return value + 0.1 * c;
            }).ToArray();
        })]);
    }

    /// <summary>Uniform numbers of the Park-Miller generator.</summary>
    public static double[] PortableUniforms(ref long state, int count)
    {
        var u = new double[count];
        for (int i = 0; i < count; i++)
        {
            state = 16807 * state % 2147483647;
            u[i] = state / 2147483647.0;
        }
        return u;
    }

    /// <summary>Draws of each chain as arrays.</summary>
    public static double[][] Arrays(this ScalarDraws draws) => [.. Enumerable.Range(0, draws.Chains).Select(c => draws.Chain(c).ToArray())];

    /// <summary>
    /// 1 to 5 chains of 4 to 60 draws that move: independent to persistent, some shifted apart; multiples of 1/8, so that
    /// ties abound, or of 2^-20, so that sums and differences are exact.
    /// </summary>
    public static Gen<ScalarDraws> Any { get; } =
        from chains in Gen.Choose(1, 5)
        from draws in Gen.Choose(4, 60)
        from phi in Gen.Elements(-0.7, 0, 0.5, 0.95)
        from shift in Gen.Elements(0, 0.3, 3.0)
        from steps in Gen.Elements(8.0, 1 << 20)
        from seed in Gen.Choose(0, 1_000_000)
        let arrays = Autoregressive(chains, draws, phi, (ulong)seed).Arrays()
        let made = ScalarDraws.Of(
            "f", [.. arrays.Select((x, c) => x.Select(v => Math.Round(steps * (v + shift * c)) / steps).ToArray())])
        where !made.AnyStuck
        select made;
}
