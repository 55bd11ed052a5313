using System.Globalization;

namespace ProbBnn.Benchmarks;

/// <summary>Times in tables: two significant digits, whole seconds from ten on.</summary>
internal static class Seconds
{
    /// <summary>The time as text.</summary>
    /// <param name="seconds">The time, at least 0.</param>
    public static string Text(double seconds) =>
        seconds.ToString(seconds >= 9.95 ? "F0" : seconds >= 0.995 ? "F1" : seconds >= 0.0995 ? "F2" : "F3", CultureInfo.InvariantCulture);
}
