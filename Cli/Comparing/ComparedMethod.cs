using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>What came of one method of a comparison: a closed union.</summary>
internal abstract record ComparedMethod
{
    private ComparedMethod()
    {
    }

    /// <summary>The method's name.</summary>
    public abstract string Name { get; }

    /// <summary>It was left out or failed.</summary>
    /// <param name="Name">The method's name.</param>
    /// <param name="Reason">Why, in one line.</param>
    public sealed record LeftOut(string Name, string Reason) : ComparedMethod
    {
        /// <inheritdoc/>
        public override string Name { get; } = Name;
    }

    /// <summary>It has a posterior.</summary>
    /// <param name="Name">The method's name.</param>
    /// <param name="Posterior">The posterior.</param>
    /// <param name="Scores">Scores of the points held out [outputs].</param>
    /// <param name="Diagnosis">How far it can be believed.</param>
    /// <param name="Seconds">Time that it took.</param>
    public sealed record Done(
        string Name, Posterior Posterior, ValueList<OutputScores> Scores, FitDiagnosis Diagnosis, double Seconds) : ComparedMethod
    {
        /// <inheritdoc/>
        public override string Name { get; } = Name;

        /// <summary>The evidence lower bound, or the log evidence where it is known; null where neither is.</summary>
        public double? Evidence => Diagnosis.LogEvidence ?? Diagnosis.Bound?.Mean;

        /// <summary>How each fitted point is predicted by the others; null where that cannot be told.</summary>
        public LeaveOneOut? PointsLeftOut => Diagnosis.LeftOut;

        /// <summary>The verdict in a word or two.</summary>
        public string Verdict => Diagnosis switch
        {
            { LogEvidence: not null } => "exact",
            { OfPosterior.Severity: { } severity } => severity.ToString(),
            _ => "–",
        };
    }
}
