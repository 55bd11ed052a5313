using System.Globalization;
using ProbBnn.Cli.Reports;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Facts of a run for its report.</summary>
internal static class RunFacts
{
    /// <summary>The layers of the model.</summary>
    public static ReportTable Model(BnnModel model)
    {
        ValueList<TableColumn> columns =
        [
            TableColumn.Words("Layer"), TableColumn.Numbers("Fan-in", 0), TableColumn.Numbers("Units", 0), TableColumn.Words("Activation"),
            TableColumn.Words("Prior"), TableColumn.Numbers("Prior parameters", 0), TableColumn.Numbers("of which learned", 0),
            TableColumn.Numbers("Inference network parameters", 0),
        ];
        var rows = Enumerable.Range(0, model.LayerCount).Select(layer => (ValueList<TableCell>)
        [
            new TableCell.Words(model.PathOf(layer)), new TableCell.Number(model.FanIn(layer)), new TableCell.Number(model.Width(layer)),
            new TableCell.Words(layer < model.Hidden.Count ? model.Hidden[layer].Activation.ToString().ToLowerInvariant() : "linear"),
            new TableCell.Words(Structure(model.PriorOf(layer).Structure)),
            new TableCell.Number(model.PriorParameterCount(layer)), new TableCell.Number(model.LearnedPriorParameterCount(layer)),
            new TableCell.Number(model.NetShapeOf(layer)?.ParameterCount ?? 0),
        ]);
        return new ReportTable(
            "Layers", columns, rows.ToValueList(),
            $"{Phrase.Count(model.Inputs, "input")}, {Phrase.Count(model.FeatureCount, "feature")}; model hash {model.Hash[..12]}.");
    }

    /// <summary>The data.</summary>
    public static ValueList<Fact> Data(PreparedRun run, DataFrame frame) =>
    [
        new Fact("Files", string.Join(", ", run.Record.Data.Files.Select(file => file.Path))),
        new Fact("Training tasks", Phrase.Count(run.Training.Count, "task") + " with " + Phrase.Count(run.Training.Points, "point")),
        new Fact("Held out", run.HeldOut.Count == 0
            ? "nothing" : $"{Phrase.Count(run.HeldOut.Count, "task")}, drawn by {run.Record.Split.By}"),
        .. frame.InputNames.Select((name, i) => new Fact(
            $"Input {name}", $"{Phrase.Number(frame.Range.Low[i])} to {Phrase.Number(frame.Range.High[i])}")),
        .. frame.OutputNames.Select((name, o) => new Fact(
            $"Output {name}", $"mean {Phrase.Number(frame.Scaling.Outputs.Shift[o])}, one standardised unit is "
                + Phrase.Number(frame.Scaling.Outputs.Scale[o]))),
        .. run.Record.Data.Notes.Select(note => new Fact("Note", note)),
    ];

    /// <summary>How it was trained.</summary>
    public static ValueList<Fact> Settings(PreparedRun run, AmortisedProcess process, OutcomeRecord outcome)
    {
        var fit = run.Trainer.Options;
        var training = run.Record.Training;
        return
        [
            new Fact("Objective", $"{training.Objective}, {Phrase.Count(training.Samples, "weight sample")}"),
            new Fact("Steps", $"{Phrase.Whole(outcome.Steps)} of {Phrase.Whole(fit.Steps)} in "
                + Phrase.Time(TimeSpan.FromSeconds(outcome.Seconds))),
            new Fact("Batch", Phrase.Count(fit.BatchTasks, "task")),
            new Fact("Context", string.Create(CultureInfo.InvariantCulture, $"{fit.Context.Low} to {fit.Context.High} of the points")),
            new Fact("Learning rate", Rate(fit.LearningRate)),
            new Fact("Validation", $"every {Phrase.Count(fit.Validation.Every, "step")}"),
            .. process.NoiseStdDevs.Select((noise, o) => new Fact(
                $"Noise of {process.Frame.OutputNames[o]}",
                $"{Phrase.Number(noise)} standardised, {Phrase.Number(noise * process.Frame.Scaling.Outputs.Scale[o])} in its own units")),
            new Fact("Machine", run.Record.Machine),
        ];
    }

    private static string Structure(PriorStructure structure) => structure switch
    {
        PriorStructure.PerWeight => "per weight",
        PriorStructure.PerUnit => "per unit",
        PriorStructure.PerLayer => "per layer",
        PriorStructure.PerNetwork => "per network",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A learning rate over its schedule.</summary>
    public static string Rate(LearningRate rate) => rate switch
    {
        LearningRate.Constant c => Phrase.Number(c.Rate),
        LearningRate.Linear l => $"{Phrase.Number(l.From)} to {Phrase.Number(l.To)}, linear",
        LearningRate.Cosine c => $"{Phrase.Number(c.From)} to {Phrase.Number(c.To)}, cosine",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
