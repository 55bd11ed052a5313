using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The report of a comparison.</summary>
internal static class ComparePage
{
    private const double Half = 50, Wide = 90;

    /// <summary>The page.</summary>
    /// <param name="methods">What came of the methods.</param>
    /// <param name="subject">What was fitted.</param>
    /// <param name="data">The name of the data.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="provenance">How it came about.</param>
    public static HtmlReport Compose(
        IReadOnlyList<ComparedMethod> methods, FitSubject subject, string data, ulong seed, Provenance provenance)
    {
        ComparedMethod.Done[] done = [.. methods.OfType<ComparedMethod.Done>()];
        var figures = FitFigures.Of(
            [.. done.Select(m => (m.Name, (IReadOnlyList<double>?)[.. m.Scores.Select(s => s.Own.Pooled().LogDensityPerPoint)], m.Posterior))],
            subject, seed, "as each posterior has it");
        return HtmlReport.Of("ProbBnn comparison", $"{Phrase.Count(done.Length, "way")} to the posterior of {data}", Lead(done, subject))
            .With(Table(done, subject))
            .With(figures.Aggregate(new ReportSection("What each says", []), (section, figure) => section.Figure(figure)))
            .With(Verdicts(done))
            .With(LeftOut(methods))
            .With(new ReportSection("The model", []).Table(RunFacts.Model(subject.Model)))
            .WithFooter(provenance.ToFacts());
    }

    private static string Lead(ComparedMethod.Done[] done, FitSubject subject)
    {
        string best = done.Length < 2 ? "" : $" {done.MaxBy(m => m.Scores[0].Own.Pooled().LogDensityPerPoint)!.Name} predicts the points "
            + "held out best by log density.";
        return $"One Bayesian neural network was conditioned on the same {Phrase.Count(subject.Context.Points, "point")} by every method; "
            + $"{Phrase.Count(subject.HeldOut.Points, "point")} were held out from all of them and then predicted.{best}";
    }

    private static ReportSection Table(ComparedMethod.Done[] done, FitSubject subject)
    {
        var section = new ReportSection("Scores", []);
        for (int o = 0; o < subject.Frame.OutputNames.Count; o++)
        {
            section = section.Table(Scores(done, o, subject.Frame.OutputNames[o]));
        }
        return section;
    }

    private static ReportTable Scores(ComparedMethod.Done[] done, int output, string name) => new(
        $"{name} on points held out",
        [
            TableColumn.Words("Method"),
            TableColumn.Numbers("Evidence", 2).Marking(new Preference.Highest(), "ELBO or exact"),
            TableColumn.Numbers("Leave-one-out", 2).Marking(new Preference.None(), "nats per point"),
            TableColumn.Numbers("k-hat", 0).Marking(new Preference.None(), "too large at"),
            TableColumn.Numbers("Log density", 3).Marking(new Preference.Highest(), "nats per point"),
            TableColumn.Numbers("RMSE", 3).Marking(new Preference.Lowest(), "lower is better"),
            TableColumn.Numbers("50 % band", 1).Marking(new Preference.Nearest(Half), "holds, %"),
            TableColumn.Numbers("90 % band", 1).Marking(new Preference.Nearest(Wide), "holds, %"),
            TableColumn.Numbers("Seconds", 1), TableColumn.Words("Verdict"),
        ],
        done.Select(m =>
        {
            var (pooled, calibration) = (m.Scores[output].Own.Pooled(), m.Scores[output].Own.Calibration());
            return (ValueList<TableCell>)
            [
                new TableCell.Words(m.Name), new TableCell.Number(m.Evidence ?? double.NaN, m.Diagnosis.Bound?.StandardError),
                new TableCell.Number(m.PointsLeftOut?.Elpd / m.PointsLeftOut?.Points ?? double.NaN, m.PointsLeftOut?.StandardError / m.PointsLeftOut?.Points),
                new TableCell.Number(m.PointsLeftOut?.PointsAboveThreshold ?? double.NaN),
                new TableCell.Number(pooled.LogDensityPerPoint), new TableCell.Number(pooled.Rmse), Share(calibration, 0.5),
                Share(calibration, 0.9), new TableCell.Number(m.Seconds), new TableCell.Words(m.Verdict),
            ];
        }).ToValueList(),
        "Evidence is in nats in standardised units: the log of the probability of the fitted data under the model, or a lower bound of it; "
            + "a higher bound is a posterior nearer to the truth. Leave-one-out is the log density of each fitted point given the others, "
            + "all outputs together, and how many points have a k-hat too large for it to be believed. Scores are in the output’s own units. The verdict is on the posterior, "
            + "not on the model; a dash says that the method offers no check of it.");

    private static TableCell.Number Share(Calibration? calibration, double level) =>
        new(calibration is null ? double.NaN : 100 * calibration.Coverage(level));

    private static ReportSection Verdicts(ComparedMethod.Done[] done)
    {
        var section = new ReportSection("Can they be believed?", []);
        return done.Length == 0 ? section : section.Points([.. done.Select(m =>
        {
            var concerns = m.Diagnosis.All.Concerns;
            string first = DiagnosisText.Verdict(m.Diagnosis).First()["verdict: ".Length..];
            return (m.Name + ":", concerns.Count == 0 ? first : $"{first}. {concerns[0]}");
        })]);
    }

    private static ReportSection LeftOut(IReadOnlyList<ComparedMethod> methods)
    {
        var section = new ReportSection("Left out", []);
        ComparedMethod.LeftOut[] left = [.. methods.OfType<ComparedMethod.LeftOut>()];
        return left.Length == 0 ? section : section.Points([.. left.Select(m => (m.Name + ":", m.Reason))]);
    }
}
