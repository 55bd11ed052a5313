using ProbBnn.Engines.Managed;

namespace ProbBnn.PropertyTests.Engines.Kernels;

/// <summary>What the kernel tests share: the widths to try, and numbers that look random but are a function of their place.</summary>
internal static class Machine
{
    public static readonly VectorWidth[] Widths = [VectorWidth.Scalar, VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512];

    /// <summary>Standard normal numbers, the same for the same seed.</summary>
    public static double[] Normals(int seed, int count)
    {
        var key = ProbBnn.Foundation.RandomKey.FromSeed((ulong)seed);
        return [.. Enumerable.Range(0, count).Select(i => key.Normal(0, i))];
    }

    /// <summary>The largest difference, relative to the largest of the expected values (at least 1).</summary>
    public static double Distance(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        Xunit.Assert.Equal(expected.Count, actual.Count);
        double scale = expected.Select(Math.Abs).Append(1).Max();
        double distance = 0;
        for (int i = 0; i < expected.Count; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            distance = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(distance, difference / scale);
        }
        return distance;
    }
}
