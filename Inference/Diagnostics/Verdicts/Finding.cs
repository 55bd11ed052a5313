using System.Globalization;

namespace ProbBnn.Inference;

/// <summary>One measured value of a diagnostic, held against its limit.</summary>
/// <param name="Severity">How it came out.</param>
/// <param name="Quantity">What was diagnosed: the name of a function of interest, a chain, a data set.</param>
/// <param name="Measure">What was measured of it, such as R-hat.</param>
/// <param name="Value">The measured value; may be infinite, never NaN.</param>
/// <param name="Bound">On which side of the limit a value is fine.</param>
/// <param name="Limit">The limit of what is fine.</param>
/// <param name="Advice">What to try where it is not fine, as a clause without a full stop.</param>
public sealed record Finding(
    Severity Severity, string Quantity, string Measure, double Value, Bound Bound, double Limit, string Advice)
{
    /// <summary>A value that is fine up to a limit, doubtful up to a second one, and bad beyond.</summary>
    /// <param name="quantity">What was diagnosed.</param>
    /// <param name="measure">What was measured.</param>
    /// <param name="value">The measured value.</param>
    /// <param name="fine">The largest value that is fine.</param>
    /// <param name="doubtful">The largest value that is doubtful, not below <paramref name="fine"/>; infinite where nothing is bad.</param>
    /// <param name="advice">What to try where it is not fine.</param>
    public static Finding AtMost(string quantity, string measure, double value, double fine, double doubtful, string advice) => new(
        value <= fine ? Severity.Fine : value <= doubtful ? Severity.Doubtful : Severity.Bad,
        quantity, measure, value, Bound.AtMost, fine, advice);

    /// <summary>A value that is fine from a limit on, doubtful from a second one on, and bad below.</summary>
    /// <param name="quantity">What was diagnosed.</param>
    /// <param name="measure">What was measured.</param>
    /// <param name="value">The measured value.</param>
    /// <param name="fine">The smallest value that is fine.</param>
    /// <param name="doubtful">The smallest value that is doubtful, not above <paramref name="fine"/>.</param>
    /// <param name="advice">What to try where it is not fine.</param>
    public static Finding AtLeast(string quantity, string measure, double value, double fine, double doubtful, string advice) => new(
        value >= fine ? Severity.Fine : value >= doubtful ? Severity.Doubtful : Severity.Bad,
        quantity, measure, value, Bound.AtLeast, fine, advice);

    /// <summary>The finding as one line; the advice is left out where all is fine.</summary>
    public override string ToString()
    {
        string relation = Bound == Bound.AtMost ? "at most" : "at least";
        string line = string.Create(
            CultureInfo.InvariantCulture, $"{Severity}: {Quantity}: {Measure} {Value:G4}, asked for {relation} {Limit:G4}");
        return Severity == Severity.Fine ? line : $"{line}; {Advice}";
    }
}
