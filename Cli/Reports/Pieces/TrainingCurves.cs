using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The figure of training: the objective and the validation score over the steps, one curve a run.</summary>
public static class TrainingCurves
{
    private const int Windows = 40;
    private const int FewestToSmooth = 80;
    private const int LongestDirectLabel = 18;

    /// <summary>The figure; without charts where there is no run.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="objectiveName">What the objective is, with its unit.</param>
    /// <param name="validationName">What the score of the validation tasks is, with its unit.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="scale">How the steps are laid out; step 0 has no place on a logarithmic axis.</param>
    public static Figure Of(ValueList<TrainingCurve> runs, string objectiveName, string validationName, string title,
        AxisScale scale = AxisScale.Linear)
    {
        if (runs.Count == 0)
        {
            return new Figure(title, [], 2, []);
        }
        bool several = runs.Count > 1, direct = several && runs.All(r => r.Name.Length <= LongestDirectLabel);
        var (smooth, objectiveCut) = Focus(runs.SelectMany(r => Smooth(r.Objective)));
        var objective = several || Interval.Of(runs[0].Objective) is not { } raw ? smooth : smooth?.Union(raw with { Low = raw.High });
        var (validation, validationCut) = Focus(runs.SelectMany(r => r.ValidationScores));
        var x = new Axis("training step", scale == AxisScale.Linear ? Steps(runs) : null, scale);
        var charts = new[]
        {
            new Chart("Training objective", Cut(objectiveName, objectiveCut), x, new Axis("", objective),
                runs.SelectMany(r => ObjectiveMarks(r, several, direct)).ToValueList(), ChartSize.Half),
            new Chart("Score on validation tasks", Cut(validationName, validationCut), x,
                new Axis("", validation), runs.SelectMany(r => ValidationMarks(r, several, direct)).ToValueList(), ChartSize.Half),
        };
        return new Figure(title, charts.ToValueList(), 2, several && !direct ? Legend(runs) : [], Reading(runs));
    }

    private static IEnumerable<Mark> ObjectiveMarks(TrainingCurve run, bool several, bool direct)
    {
        bool noisy = run.Objective.Count >= FewestToSmooth;
        if (noisy && !several)
        {
            yield return new Mark.Line(run.Steps, run.Objective, run.Tone, LineStyle.Hair);
        }
        yield return new Mark.Line(run.Steps, Smooth(run.Objective), run.Tone, EndLabel: direct ? run.Name : null);
    }

    private static IEnumerable<Mark> ValidationMarks(TrainingCurve run, bool several, bool direct)
    {
        yield return new Mark.Line(run.ValidationSteps, run.ValidationScores, run.Tone, EndLabel: direct ? run.Name : null);
        int best = run.BestStep is { } step ? run.ValidationSteps.ToList().IndexOf(step) : -1;
        if (run.BestStep is { } kept && !several)
        {
            yield return new Mark.Moment(kept, Tone.Muted, "kept: step " + kept.ToString("#,##0", CultureInfo.InvariantCulture));
        }
        if (best >= 0 && best < run.ValidationScores.Count)
        {
            yield return new Mark.Dots([run.ValidationSteps[best]], [run.ValidationScores[best]], run.Tone, DotStyle.Filled);
        }
    }

    private static ValueList<double> Smooth(ValueList<double> objective) =>
        objective.Count < FewestToSmooth ? objective : Smoothing.Of(objective, Windows);

    private static (Interval? Range, double? CutBelow) Focus(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (Interval.Of(all) is not { } whole || Interval.FocusOnTop(all) is not { } focus)
        {
            return (null, null);
        }
        return focus.Low > whole.Low ? (focus.Padded(0.06), focus.Low) : (null, null);
    }

    private static Interval? Steps(ValueList<TrainingCurve> runs) =>
        Interval.Of(runs.SelectMany(r => r.Steps.Concat(r.ValidationSteps))) is { } range
            ? new Interval(Math.Min(0, range.Low), range.High)
            : null;

    private static string Cut(string name, double? cutBelow) => cutBelow is null ? name : name + "; the start lies below";

    private static ValueList<LegendEntry> Legend(ValueList<TrainingCurve> runs) =>
        runs.Select(r => new LegendEntry(LegendMark.Line, r.Tone, r.Name)).ToValueList();

    private static string Reading(ValueList<TrainingCurve> runs)
    {
        string smooth = runs.Any(r => r.Objective.Count >= FewestToSmooth)
            ? " It is noisy, as every step sees other tasks; the line is a moving average."
            : "";
        string best = runs.Any(r => r.BestStep is not null) ? " The dot marks the best state, which is the one that was kept." : "";
        return "First chart: what training maximises." + smooth +
            " Second chart: how well tasks kept out of training are predicted. Higher is better; training has done its work when the " +
            "curve is flat." + best;
    }
}
