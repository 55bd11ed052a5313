using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The report of a finished run.</summary>
internal static class RunSummary
{
    /// <summary>Scores the process on tasks that it was not trained on, and writes the report.</summary>
    /// <param name="run">The run.</param>
    /// <param name="process">What came of it.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public static void Write(PreparedRun run, AmortisedProcess process, OutcomeRecord outcome, CancellationToken cancellation)
    {
        ulong seed = run.Trainer.Options.Seed;
        var scores = RunScores.Of(process, ShownTasks.Of(run), seed, cancellation);
        var show = scores is null ? RunShow.Nothing : RunShow.Of(process, scores, 0, seed);
        ReportFile.Write(run.Run.Report, RunReport.Compose(Data(run, process, outcome, scores, show)).ToHtml());
    }

    private static RunReportData Data(PreparedRun run, AmortisedProcess process, OutcomeRecord outcome, RunScores? scores, RunShow show)
    {
        var frame = process.Frame;
        var record = run.Record;
        bool perPoint = run.Trainer.Snapshot().History.Any(point => point.PredictiveLogDensity is not null);
        return new RunReportData(
            DataName(record.Data), Sentence(run, outcome, scores), KeyNumbers(scores),
            run.HeldOut.Count > 0 ? [] : ["No tasks were held out. What follows is of the validation tasks, which chose the best state."],
            RunFacts.Data(run, frame), RunFacts.Model(process.Model), $"{record.Training.Objective}, nats per task",
            perPoint ? "log density per point, nats, standardised" : $"{record.Training.Objective}, nats per task",
            [MetricsLog.Read(run.Run.Metrics, outcome.BestStep)], frame.InputNames, frame.OutputNames[0],
            show.Functions, show.Fields, show.Points,
            scores is null ? [] : [Score(scores)], scores?.Scores[0].Own.Calibration(), RunFacts.Settings(run, process, outcome),
            new Provenance(
                record.Version, $"{Tool.Name} {string.Join(' ', record.Command)}", run.Trainer.Options.Seed, record.Engine,
                TimeSpan.FromSeconds(outcome.Seconds)))
        {
            TasksName = scores?.Tasks.Name ?? "validation tasks",
            PriorBefore = Prior(AmortisedProcess.Untrained(run.Engine, process.Model, frame, run.Trainer.Options.Seed)),
            PriorAfter = Prior(process),
        };
    }

    private static SampledFunctions? Prior(AmortisedProcess process) => process.Model.Inputs == 1
        ? new RunPictures(process, 0, 1, process.Training.Seed).Prior(process.Frame.Range)
        : null;

    // Of wide files the grid comes first, and then the values of the outputs.
    private static string DataName(DataRecord data) => Path.GetFileName(data.Files[data.Files.Count > 1 ? 1 : 0].Path);

    private static string Sentence(PreparedRun run, OutcomeRecord outcome, RunScores? scores)
    {
        string learned = $"{Phrase.Count(outcome.Steps, "step")} on {Phrase.Count(run.Training.Count, "task")} with "
            + $"{Phrase.Count(run.Training.Points, "point")} in all taught a Bayesian neural network which functions to expect";
        return scores is null
            ? $"{learned}. There was no task left to test it on."
            : $"{learned}. Below it predicts {Phrase.Count(scores.Splits.Items.Count, "task")} that it was not trained on, "
                + $"from {100 * RunScores.Fraction:0} % of the points of each.";
    }

    private static ValueList<KeyNumber> KeyNumbers(RunScores? scores)
    {
        if (scores?.Scores[0].Standardised.Pooled() is not { } pooled)
        {
            return [];
        }
        ValueList<KeyNumber> numbers =
        [
            new KeyNumber(Phrase.Number(pooled.LogDensityPerPoint), "nats per held-back point, standardised"),
            new KeyNumber(Phrase.Number(pooled.Rmse), "RMSE, standardised"),
        ];
        return pooled.Coverage90 is { } coverage
            ? numbers.Add(new KeyNumber($"{100 * coverage:0.0} %", "of held-back points inside the 90 % band"))
            : numbers;
    }

    private static ModelScore Score(RunScores scores)
    {
        var own = scores.Scores[0].Own;
        var pooled = own.Pooled();
        double[] perTask = [.. own.Tasks.Select(task => task.LogDensityPerPoint)];
        double mean = perTask.Average();
        double? error = perTask.Length < 2 ? null
            : Math.Sqrt(perTask.Sum(value => (value - mean) * (value - mean)) / (perTask.Length - 1) / perTask.Length);
        return new ModelScore("this run", pooled.LogDensityPerPoint, error, pooled.Rmse, pooled.Crps, pooled.Coverage90);
    }
}
