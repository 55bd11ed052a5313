using System.Buffers.Binary;
using System.Security.Cryptography;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>Where the prior's parameters start; a fixed prior stays there.</summary>
public abstract record PriorStart
{
    private PriorStart()
    {
    }

    /// <summary>All parameters zero, as published: a standard normal before scaling (Rochussen and Fortuin, ICLR 2026).</summary>
    public sealed record Zero : PriorStart;

    /// <summary>Means and correlations zero, every standard deviation at one value.</summary>
    /// <param name="StdDev">The standard deviation before any scaling by fan-in, from 1e-3 to 1e3.</param>
    public sealed record Spread(StdDev StdDev) : PriorStart;

    /// <summary>
    /// Means and log standard deviations drawn from normals around zero, correlations zero; units start apart and learning is faster.
    /// </summary>
    /// <param name="MeanStdDev">Standard deviation of the means in units of the prior's own standard deviation (after any scaling by
    /// fan-in), from 0 to 10.</param>
    /// <param name="LogScaleStdDev">Standard deviation of the log standard deviations, from 0 to 10.</param>
    public sealed record SmallRandom(double MeanStdDev, double LogScaleStdDev) : PriorStart;

    /// <summary>
    /// All parameters at given numbers: a prior learned elsewhere, to be kept with <see cref="PriorLearning.Fixed"/> or learned further.
    /// The numbers are unconstrained parameters, before any scaling by fan-in, in the layout of the prior's structure.
    /// </summary>
    /// <param name="Means">Means, row-major [units, fan-in], finite.</param>
    /// <param name="Factors">Log standard deviations or packed lower triangles with log-diagonals, as the structure holds them, row-major,
    /// finite.</param>
    public sealed record Given(ValueList<double> Means, ValueList<double> Factors) : PriorStart
    {
        /// <summary>A hash of the numbers: SHA-256 in hexadecimal, lower case; the two zeros, which are equal, count as one.</summary>
        public string Hash
        {
            get
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                Span<byte> bytes = stackalloc byte[sizeof(double)];
                foreach (var numbers in new[] { Means, Factors })
                {
                    BinaryPrimitives.WriteInt64LittleEndian(bytes, numbers.Count);
                    hash.AppendData(bytes);
                    foreach (double number in numbers.AsSpan())
                    {
                        BinaryPrimitives.WriteDoubleLittleEndian(bytes, number + 0.0);
                        hash.AppendData(bytes);
                    }
                }
                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
        }
    }
}
