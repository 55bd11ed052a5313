using System.Globalization;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>A comparison as a table on standard output.</summary>
internal static class CompareText
{
    private static readonly string[] Columns =
        ["", "ELBO or log evidence", "leave-one-out a point", "log density a point", "RMSE", "in 50 % band", "in 90 % band", "seconds", "verdict"];

    /// <summary>Prints it.</summary>
    public static void Print(IReadOnlyList<ComparedMethod> methods, FitSubject subject, CompareFolder folder, ToolHost host)
    {
        host.Out.WriteLine($"{Phrase.Count(subject.Context.Points, "point")} fitted, {Phrase.Whole(subject.HeldOut.Points)} held out and "
            + "scored; evidence in nats in standardised units, scores in the units of the output; leave-one-out is of the fitted points, and a "
            + "question mark says that the k-hat of some is too large for it");
        var done = methods.OfType<ComparedMethod.Done>().ToArray();
        for (int o = 0; o < subject.Frame.OutputNames.Count && done.Length > 0; o++)
        {
            var table = TextTable.Empty($"{subject.Frame.OutputNames[o]}: points held out", Columns);
            foreach (var method in done)
            {
                TextTable.AddRow(table, Cells(method, o));
            }
            TextTable.Write(table, host);
        }
        foreach (var method in done.Where(m => m.Diagnosis.All.Concerns.Count > 0))
        {
            var concerns = method.Diagnosis.All.Concerns;
            host.Out.WriteLine($"{method.Name}: {concerns[0]}"
                + (concerns.Count == 1 ? "" : $"; and {Phrase.Count(concerns.Count - 1, "finding")} more"
                    + (method.Name == Parse.Amortised ? "" : $", see {Tool.Name} diagnose --run {Phrase.Argument(Path.Combine(folder.Folder, method.Name))}")));
        }
        foreach (var left in methods.OfType<ComparedMethod.LeftOut>())
        {
            host.Out.WriteLine($"{left.Name} is left out: {left.Reason}");
        }
    }

    private static IEnumerable<string> Cells(ComparedMethod.Done method, int output)
    {
        var scores = method.Scores[output].Own;
        var (pooled, calibration) = (scores.Pooled(), scores.Calibration());
        string Fixed(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
        string error = method.Diagnosis.Bound is { } bound ? $" ± {Phrase.Brief(bound.StandardError)}" : "";
        return
        [
            method.Name, method.Evidence is { } evidence ? Fixed(evidence, "0.00") + error : "–",
            method.PointsLeftOut is { } left ? LeftOut(left) : "–", Fixed(pooled.LogDensityPerPoint, "0.0000"),
            Phrase.Number(pooled.Rmse), Share(calibration, 0.5), Share(calibration, 0.9), Fixed(method.Seconds, "0.0"), method.Verdict,
        ];
    }

    private static string LeftOut(LeaveOneOut left) => (left.Elpd / left.Points).ToString("0.000", CultureInfo.InvariantCulture)
        + (left.StandardError is { } error ? $" ± {Phrase.Brief(error / left.Points)}" : "")
        + (left.PointsAboveThreshold > 0 ? "?" : "");

    private static string Share(Calibration? calibration, double level) =>
        calibration is null ? "–" : (100 * calibration.Coverage(level)).ToString("0.0", CultureInfo.InvariantCulture);
}
