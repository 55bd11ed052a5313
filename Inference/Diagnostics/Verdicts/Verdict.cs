using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>What a diagnostic concludes: a list of measured values against their limits. Data first; words are made from it.</summary>
/// <param name="Findings">The findings, in the order in which they were made; fine ones included.</param>
public sealed record Verdict(ValueList<Finding> Findings)
{
    /// <summary>The verdict where nothing was measured.</summary>
    public static Verdict NotMeasured { get; } = new([]);

    /// <summary>Whether anything was measured.</summary>
    public bool IsMeasured => Findings.Count > 0;

    /// <summary>The worst severity of all findings; null where nothing was measured.</summary>
    public Severity? Severity => IsMeasured ? Findings.Max(f => f.Severity) : null;

    /// <summary>Whether something was measured and every finding is fine.</summary>
    public bool IsFine => Severity == Inference.Severity.Fine;

    /// <summary>The findings that are not fine, the worst first, otherwise in their order.</summary>
    public ValueList<Finding> Concerns =>
        Findings.Where(f => f.Severity != Inference.Severity.Fine).OrderByDescending(f => f.Severity).ToValueList();

    /// <summary>This verdict's findings, followed by another's.</summary>
    /// <param name="other">Another verdict.</param>
    public Verdict And(Verdict other) => new([.. Findings, .. other.Findings]);

    /// <summary>The findings of several verdicts, in order.</summary>
    /// <param name="verdicts">Any number of verdicts.</param>
    public static Verdict All(IEnumerable<Verdict> verdicts) => new(verdicts.SelectMany(v => v.Findings).ToValueList());

    /// <summary>A first line with the severity and the counts, then one line for every finding that is not fine, the worst first; where
    /// nothing was measured, a line that says so.</summary>
    public override string ToString()
    {
        if (!IsMeasured)
        {
            return "Not measured: there are no checks";
        }
        int fine = Findings.Count(f => f.Severity == Inference.Severity.Fine);
        return string.Join('\n', [$"{Severity}: {fine} of {Findings.Count} checks are fine", .. Concerns.Select(f => f.ToString())]);
    }
}
