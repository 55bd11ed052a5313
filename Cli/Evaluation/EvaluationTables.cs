using System.Globalization;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Spectre.Console;

namespace ProbBnn.Cli;

/// <summary>An evaluation as tables.</summary>
internal static class EvaluationTables
{
    private static readonly string[] Pooled = ["", "log density a point", "joint a task", "RMSE", "MAE", "CRPS", "90 % coverage"];
    private static readonly string[] ByTask = ["", "log density a point", "RMSE", "CRPS", "90 % coverage"];

    /// <summary>Prints it.</summary>
    public static void Print(EvaluationDocument document, ToolHost host)
    {
        host.Out.WriteLine($"{Phrase.Count(document.Tasks, "task")}, {Phrase.Count(document.TargetPoints, "target point")}, "
            + $"{Phrase.Count(document.Samples, "weight sample")}, seed {document.Seed}");
        for (int o = 0; o < document.Scores.Count; o++)
        {
            Print(document, o, host);
        }
    }

    private static void Print(EvaluationDocument document, int output, ToolHost host)
    {
        var scores = document.Scores[output];
        var pooled = TextTable.Empty($"{scores.Name}: all target points", Pooled);
        AddSummary(pooled, "its own units", scores.Own.Pooled());
        AddSummary(pooled, "standardised", scores.Standardised.Pooled());
        foreach (var baseline in document.Baselines)
        {
            AddSummary(pooled, $"{baseline.Name}, standardised", baseline.Scores[output].Standardised.Pooled());
        }
        var byTask = TextTable.Empty($"{scores.Name}: standardised, over tasks", ByTask);
        AddSpread(byTask, "mean", scores.Standardised, spread => spread.Mean);
        AddSpread(byTask, "median", scores.Standardised, spread => spread.Median);
        AddSpread(byTask, "worst", scores.Standardised, spread => spread.Worst);
        TextTable.Write(pooled, host);
        TextTable.Write(byTask, host);
        if (scores.Own.Labels() is { } labels)
        {
            host.Out.WriteLine(DiagnosisText.Labels(labels, "target"));
            host.Out.WriteLine($"verdict: {labels.Verdict}");
        }
    }

    private static void AddSummary(Table table, string name, ScoreSummary s) => AddRow(
        table, name, s.LogDensityPerPoint, s.JointLogDensityPerTask, s.Rmse, s.Mae, s.Crps, s.Coverage90);

    private static void AddSpread(Table table, string name, Scores scores, Func<TaskSpread, double> part) => AddRow(
        table, name, part(scores.LogDensityByTask()), part(scores.RmseByTask()), part(scores.CrpsByTask()),
        scores.CoverageByTask() is { } coverage ? part(coverage) : null);

    private static void AddRow(Table table, string name, params ReadOnlySpan<double?> values)
    {
        ValueList<string> cells = [name];
        foreach (double? value in values)
        {
            cells = cells.Add(value is { } number ? number.ToString("0.0000", CultureInfo.InvariantCulture) : "");
        }
        TextTable.AddRow(table, cells);
    }
}
