using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The page of a training run: predictions on unseen tasks, calibration, prior, training, model, data, settings.</summary>
public static class RunReport
{
    private const int MostTasks = 6;
    private const int MostFields = 3;

    /// <summary>The page.</summary>
    /// <param name="data">What it shows; of the predictions six along one input or against observations are shown, and three over two
    /// inputs.</param>
    public static HtmlReport Compose(RunReportData data) => HtmlReport
        .Of("ProbBnn training run", "A prior learned from " + data.DataName, data.Summary)
        .WithKeyNumbers(data.KeyNumbers)
        .With(Warnings(data.Warnings))
        .With(Predictions(data))
        .With(Calibrated(data))
        .With(Prior(data))
        .With(Training(data))
        .With(Model(data))
        .With(Data(data))
        .With(Settings(data))
        .WithFooter(data.Provenance.ToFacts());

    private static ReportSection Warnings(ValueList<string> warnings)
    {
        var section = new ReportSection("Please note", []);
        return warnings.Count == 0 ? section : section.Points([.. warnings.Select(w => ("", w))]);
    }

    private static ReportSection Predictions(RunReportData data)
    {
        string first = data.InputLabels.Count > 0 ? data.InputLabels[0] : "",
            second = data.InputLabels.Count > 1 ? data.InputLabels[1] : "";
        string title = $"Predictions of {data.OutputLabel} on {data.TasksName}";
        var section = new ReportSection("Predictions on tasks kept out of training", [])
            .Figure(PredictionGrid.Of(data.Functions.Take(MostTasks).ToValueList(), 3, first, title))
            .Figure(FieldFigure.Of(data.Fields.Take(MostFields).ToValueList(), first, second, title))
            .Figure(ObservedFigure.Of(data.Points.Take(MostTasks).ToValueList(), data.OutputLabel, title));
        return section.Blocks.Count == 0 ? section : section with
        {
            Blocks =
            [
                new Block.Paragraph("""
                    Part of the points of each task was given to the model, the rest held back. Check two things: whether the predictions
                    follow the held-back points, and whether the model says that it is unsure where they do not.
                    """),
                .. section.Blocks,
            ],
        };
    }

    private static ReportSection Calibrated(RunReportData data)
    {
        var section = new ReportSection("Is its uncertainty honest?", [])
            .Table(ScoreTable.Of(data.Scores, $"Scores on the {data.TasksName}"));
        return data.Calibration is null
            ? section
            : section.Figure(CalibrationFigures.Of(data.Calibration, $"Calibration on the {data.TasksName}"));
    }

    private static ReportSection Prior(RunReportData data)
    {
        var section = new ReportSection("What it expects before it sees a point", []);
        return data is { PriorBefore: { } before, PriorAfter: { } after }
            ? section.Figure(PriorFunctions.Of(before, after, null, data.InputLabels[0], $"Functions of {data.OutputLabel} from the prior"))
            : section;
    }

    private static ReportSection Training(RunReportData data) => new ReportSection("Training", [])
        .Figure(TrainingCurves.Of(data.Training, data.ObjectiveName, data.ValidationName, "The course of training"));

    private static ReportSection Model(RunReportData data) => new ReportSection("The model", []).Table(data.Model);

    private static ReportSection Data(RunReportData data)
    {
        var section = new ReportSection("The data", []);
        return data.Data.Count == 0 ? section : section.With(new Block.Facts(data.Data));
    }

    private static ReportSection Settings(RunReportData data)
    {
        var section = new ReportSection("Settings", []);
        return data.Settings.Count == 0 ? section : section.With(new Block.Facts(data.Settings));
    }
}
