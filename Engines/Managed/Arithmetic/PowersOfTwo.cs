// Adding 2^52 + 1023 to an integer n puts n + 1023, the biased exponent of 2^n, into the low bits of a double; 23 and 127 for a float.

namespace ProbBnn.Engines.Managed;

/// <summary>Constants that turn an integer in floating point into the exponent of a power of two.</summary>
internal static class PowersOfTwo
{
    public const double DoubleBias = 4503599627370496.0 + 1023.0;
    public const float SingleBias = 8388608f + 127f;
}
