using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The page of the demo: what a Bayesian neural network process is, shown on tasks of a known family.</summary>
public static class DemoReport
{
    /// <summary>The page.</summary>
    /// <param name="data">What it shows.</param>
    public static HtmlReport Compose(DemoReportData data) => HtmlReport
        .Of("ProbBnn demo", "Learning what to expect: a Bayesian neural network that learns its own prior", Lead(data))
        .WithKeyNumbers(KeyNumbers(data))
        .With(Idea(data))
        .With(Prior(data))
        .With(Predictions(data))
        .With(Honesty(data))
        .With(Scores(data))
        .With(Training(data))
        .With(YourData())
        .WithFooter(data.Provenance.ToFacts());

    private static string Lead(DemoReportData data) => $"""
        Guessing a curve from a handful of points is hopeless, unless you know what kind of curve to expect. Here a network looked at
        {Count(data.TrainingTasks)} small data sets of one family, {data.FamilyName}, and learned what to expect of the next. Then it was
        given a few points of each of {Count(data.TestTasks)} curves it had never seen, and asked for the rest: not for one answer, but
        for how likely every answer is.
        """;

    private static ValueList<KeyNumber> KeyNumbers(DemoReportData data)
    {
        ValueList<KeyNumber> numbers = [new KeyNumber(Count(data.TrainingTasks), "small data sets to learn from")];
        if (data.Scores.Count > 0)
        {
            var own = data.Scores[0];
            double rival = data.Scores.Skip(1).Select(s => s.LogDensity).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
            numbers = numbers.Add(new KeyNumber(Written(own.LogDensity), "log density per point on unseen tasks, in nats"));
            numbers = double.IsNaN(rival) ? numbers : numbers.Add(new KeyNumber(Written(rival), "the same for the best of its rivals"));
            numbers = numbers.Add(new KeyNumber(Share(own.Coverage90 ?? double.NaN), "of held-back points inside the 90 % band"));
        }
        return numbers.Add(new KeyNumber(Provenance.Written(data.Provenance.Duration), "from start to this page"));
    }

    private static ReportSection Idea(DemoReportData data) => new ReportSection("The idea", [])
        .Paragraph("""
            has not one set of weights but a probability distribution over weights. Every draw of the weights is a function, so the network
            is a distribution over functions: the prior before it has seen data, the posterior afterwards. Where the functions of the
            posterior agree, the prediction is sure; where they part, it says so.
            """, "A Bayesian neural network")
        .Paragraph("""
            is usually chosen for convenience: independent normal weights. What that means for the functions is anybody’s guess, and with
            few points it is the prior, not the data, that decides between the many functions that pass through them.
            """, "The prior")
        .Paragraph($"""
            learns the prior instead. It takes many small related data sets (tasks; here {data.FamilyName}), hides part of each, and adjusts
            the means and covariances of the weight prior until the hidden points become as likely as possible. To do this for thousands of
            tasks it needs a posterior in one pass: small inference networks turn every point given into pseudo-observations for every
            layer, each with a value and a noise level, and each layer is then updated by Bayesian linear regression, in closed form. The
            same pass conditions on a new data set later.
            """, "A Bayesian neural network process (BNNP)");

    private static ReportSection Prior(DemoReportData data) => new ReportSection("What it learned to expect", [])
        .Paragraph("""
            Look at functions drawn from the prior, before any point of a new task is seen. At the start they have nothing to do with the
            tasks. After learning they should be hard to tell from the family itself, although nobody told the network what that family is.
            """)
        .Figure(PriorFunctions.Of(data.PriorBefore, data.PriorAfter, data.Source, data.InputLabel,
            "Functions drawn from the prior, and from the source of the tasks"));

    private static ReportSection Predictions(DemoReportData data) => new ReportSection("Predictions on curves never seen", [])
        .Paragraph("""
            The charts of one task show the same curve with more and more of its points given. Look at three things. Between the points
            given the model should not draw a straight line but continue the pattern. Where it cannot know, its functions should differ:
            several possible curves, not one blurred one. And the held-back points should lie inside the bands about as often as the bands
            promise.
            """)
        .Figure(PredictionGrid.Of(data.Predictions, data.PredictionColumns, data.InputLabel,
            "Predictions from a few points of unseen tasks"));

    private static ReportSection Honesty(DemoReportData data) => new ReportSection("Is its uncertainty honest?", [])
        .Paragraph("""
            A 90 % band is honest if it holds nine in ten of the points held back: no more, no fewer. This can be checked by counting.
            """)
        .Figure(CalibrationFigures.Of(data.Calibration, "Calibration on the unseen tasks"));

    private static ReportSection Scores(DemoReportData data) => new ReportSection("Does learning the prior help?", [])
        .Paragraph("""
            The comparison is with the same network trained as long with its prior left as it was, and with Gaussian processes whose
            settings were fitted to the same training tasks. All were given the same points of the same unseen tasks.
            """)
        .Table(ScoreTable.Of(data.Scores, $"Scores on {Count(data.TestTasks)} unseen tasks"));

    private static ReportSection Training(DemoReportData data)
    {
        var section = new ReportSection("How it was trained", [])
            .Figure(TrainingCurves.Of(data.Training, data.ObjectiveName, data.ValidationName, "The course of training"));
        return data.Settings.Count == 0 ? section : section.With(new Block.Facts(data.Settings));
    }

    private static ReportSection YourData() => new ReportSection("Now with your own data", [])
        .Paragraph("""
            Put your tasks into one CSV file, a row a point: a column that tells the task, columns of inputs, a column of the output. Then
            train, and predict a new task from the points you have:
            """)
        .With(new Block.Verbatim("""
            probbnn train   --tasks tasks.csv --task id --inputs t --outputs y --minutes 10 --out run
            probbnn predict --run run --context known.csv --at wanted.csv --out predictions.csv
            """));

    private static string Count(int count) => count.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Written(double value) => new TableCell.Number(value).Text(2);

    private static string Share(double value) => double.IsFinite(value) ? new TableCell.Number(100 * value).Text(1) + " %" : "–";
}
