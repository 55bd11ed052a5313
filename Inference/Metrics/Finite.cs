using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Stops a computation at the first number that is not finite, with the name of the quantity.</summary>
internal static class Finite
{
    /// <summary>Refuses a number that is not finite.</summary>
    public static double Require(double value, string quantity) => double.IsFinite(value)
        ? value
        : throw new NumericalException(new Problem("not a finite number", quantity, value.ToString("R", null), "a finite number"));

    /// <summary>Refuses numbers of which one is not finite.</summary>
    public static void Require(ReadOnlySpan<double> values, string quantity)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new NumericalException(new Problem(
                    "not a finite number", $"{quantity} {i}", values[i].ToString("R", null), "a finite number"));
            }
        }
    }
}
