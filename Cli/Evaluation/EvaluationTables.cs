using System.Globalization;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Spectre.Console;

namespace ProbBnn.Cli;

/// <summary>An evaluation as tables.</summary>
internal static class EvaluationTables
{
    private const int Width = 140;
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
        var pooled = Empty($"{scores.Name}: all target points", Pooled);
        AddSummary(pooled, "its own units", scores.Own.Pooled());
        AddSummary(pooled, "standardised", scores.Standardised.Pooled());
        foreach (var baseline in document.Baselines)
        {
            AddSummary(pooled, $"{baseline.Name}, standardised", baseline.Scores[output].Standardised.Pooled());
        }
        var byTask = Empty($"{scores.Name}: standardised, over tasks", ByTask);
        AddSpread(byTask, "mean", scores.Standardised, spread => spread.Mean);
        AddSpread(byTask, "median", scores.Standardised, spread => spread.Median);
        AddSpread(byTask, "worst", scores.Standardised, spread => spread.Worst);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = host.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Out = new AnsiConsoleOutput(host.Out),
        });
        console.Profile.Width = Width;
        console.Write(pooled);
        console.Write(byTask);
    }

    private static Table Empty(string title, string[] headings)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Simple };
        foreach (string heading in headings)
        {
            table.AddColumn(new TableColumn(heading) { Alignment = heading.Length == 0 ? Justify.Left : Justify.Right });
        }
        return table;
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
        table.AddRow([.. cells.Select(Markup.Escape)]);
    }
}
