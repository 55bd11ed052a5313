using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The report of a fit.</summary>
internal static class FitSummary
{
    /// <summary>Weight samples that held-out points are scored with.</summary>
    public const int Samples = 500;

    /// <summary>Writes the report.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="posterior">What came of it.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="diagnosis">How far it can be believed.</param>
    public static void Write(PreparedFit fit, Posterior posterior, FitOutcome outcome, FitDiagnosis diagnosis)
    {
        var subject = fit.Subject;
        var scores = subject.HeldOut.Points == 0 ? default(ValueList<OutputScores>?)
            : Inference.Evaluation.Of(posterior, subject.Frame, subject.HeldOut, Samples, fit.Method.Seed);
        string data = Path.GetFileName(fit.Record.Data.Files[0].Path);
        string of = fit.Record.Data.TaskColumn is { } column ? $"{column} {fit.Record.Task} of {data}" : data;
        var figures = FitFigures.Of(
            [(
                $"{fit.Method.Name}: {Phrase.Count(subject.Context.Points, "point")}",
                scores is { } held ? [.. held.Select(s => s.Own.Pooled().LogDensityPerPoint)] : null, posterior)],
            subject, fit.Method.Seed, "as the posterior has it");
        var report = HtmlReport.Of("ProbBnn fit", $"The posterior of {of} by {fit.Method.Name}", Lead(fit, outcome, of))
            .WithKeyNumbers(KeyNumbers(diagnosis, scores))
            .With(figures.Aggregate(new ReportSection("What the data say", []), (section, figure) => section.Figure(figure)))
            .With(DiagnosisPage.Section(diagnosis))
            .With(scores is { } given ? Scored(given) : new ReportSection("", []))
            .With(Course(fit))
            .With(new ReportSection("The model", []).Table(RunFacts.Model(subject.Model)))
            .With(new ReportSection("Data and settings", []).With(new Block.Facts(Facts(fit))))
            .WithFooter(new Provenance(
                fit.Record.Version, $"{Tool.Name} {string.Join(' ', fit.Record.Command)}", fit.Method.Seed, fit.Record.Engine,
                TimeSpan.FromSeconds(outcome.Seconds)).ToFacts());
        ReportFile.Write(fit.Run.Report, report.ToHtml());
    }

    private static string Lead(PreparedFit fit, FitOutcome outcome, string of)
    {
        string start = fit.Record.Model.From is null ? "under the prior of its description" : "under a prior learned from many tasks";
        string end = fit.Fit.IsFinished ? "" : $" It was stopped after {Phrase.Whole(outcome.Steps)} of {Phrase.Whole(outcome.Of)} steps "
            + "and can go on.";
        return $"A Bayesian neural network of {Phrase.Count(fit.Record.Model.Parameters, "weight")} was conditioned on "
            + $"{Phrase.Count(fit.Subject.Context.Points, "point")} of {of} {start}, by {FitFacts.Sentence(fit.Method)}.{end}";
    }

    private static ValueList<KeyNumber> KeyNumbers(FitDiagnosis diagnosis, ValueList<OutputScores>? scores)
    {
        ValueList<KeyNumber> numbers = [];
        if (diagnosis.All is { Severity: { } severity } verdict)
        {
            numbers = numbers.Add(new KeyNumber(severity.ToString(), $"verdict, {Phrase.Count(verdict.Findings.Count, "check")}"));
        }
        numbers = diagnosis switch
        {
            { LogEvidence: { } exact } => numbers.Add(new KeyNumber(Phrase.Number(exact), "log evidence, nats, standardised")),
            { Bound: { } bound } => numbers.Add(new KeyNumber(Phrase.Number(bound.Mean), "evidence lower bound, nats, standardised")),
            { Chains: { } chains } => numbers.Add(new KeyNumber(Phrase.Number(chains.LargestRhat), "largest R-hat"))
                .Add(new KeyNumber(Phrase.Brief(chains.SmallestEssBulk), "smallest bulk ESS")),
            _ => numbers,
        };
        return scores is not { } held ? numbers : numbers
            .Add(new KeyNumber(Phrase.Number(held[0].Own.Pooled().LogDensityPerPoint), "nats per held-out point"))
            .Add(new KeyNumber(Phrase.Number(held[0].Own.Pooled().Rmse), "RMSE on held-out points"));
    }

    private static ReportSection Scored(ValueList<OutputScores> scores) => new ReportSection("Points that were held out", [])
        .Table(ScoreTable.Of(scores.Select(output =>
        {
            var pooled = output.Own.Pooled();
            return new ModelScore(output.Name, pooled.LogDensityPerPoint, null, pooled.Rmse, pooled.Crps, pooled.Coverage90);
        }).ToValueList(), "Scores in each output’s own units"));

    private static ReportSection Course(PreparedFit fit)
    {
        var section = new ReportSection("The course of the fit", []);
        var course = FitMetrics.Read(fit.Run.Metrics);
        if (course.Count < 2)
        {
            return section;
        }
        var objective = course.Select(at => at.Objective).ToValueList();
        var focus = Interval.FocusOnTop([.. objective]) ?? Interval.Of(objective);
        return section.Figure(new Figure("What was maximised", [new Chart(
            "Objective", "nats; the start may lie below", new Axis("step", null), new Axis("", focus?.Drawable().Padded(0.06)),
            [new Mark.Line(course.Select(at => at.Step).ToValueList(), objective, Tone.Model)], ChartSize.Half)], 2, [],
            "It is noisy, as every step draws other weights. The fit has done its work when the curve is flat."));
    }

    private static ValueList<Fact> Facts(PreparedFit fit)
    {
        var (subject, frame) = (fit.Subject, fit.Subject.Frame);
        return
        [
            new Fact("File", fit.Record.Data.Files[0].Path), new Fact("Points fitted", Phrase.Whole(subject.Context.Points)),
            new Fact("Points held out", Phrase.Whole(subject.HeldOut.Points)),
            .. frame.InputNames.Count > 4 ? Array.Empty<Fact>() : frame.InputNames.Select((name, i) => new Fact(
                $"Input {name}", $"{Phrase.Number(frame.Range.Low[i])} to {Phrase.Number(frame.Range.High[i])}")),
            .. frame.OutputNames.Select((name, o) => new Fact(
                $"Output {name}", $"mean {Phrase.Number(frame.Scaling.Outputs.Shift[o])}, one standardised unit is "
                    + Phrase.Number(frame.Scaling.Outputs.Scale[o]))),
            .. fit.Record.Data.Notes.Select(note => new Fact("Note", note)),
            .. fit.Record.Model.From is { } run ? [new Fact("Prior", $"learned by {run}")] : Array.Empty<Fact>(),
            .. FitFacts.Settings(fit.Method), new Fact("Machine", fit.Record.Machine),
        ];
    }
}
