using System.Globalization;
using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using Spectre.Console;

namespace ProbBnn.Cli;

/// <summary>The demo's scores as a table for a terminal.</summary>
public static class DemoTable
{
    private const int Width = 110;
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>Prints it.</summary>
    /// <param name="result">What came of the demo.</param>
    /// <param name="output">Where to.</param>
    /// <param name="isTerminal">Whether that is a terminal, which can show bold text.</param>
    public static void Print(DemoResult result, TextWriter output, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = Width;
        var table = new Table { Border = isTerminal ? TableBorder.Rounded : TableBorder.Simple };
        table.AddColumn(new Spectre.Console.TableColumn(Markup.Escape(Title(result.Settings))));
        foreach (string heading in (string[])["log density a point", "RMSE", "CRPS", "90 % coverage"])
        {
            table.AddColumn(new Spectre.Console.TableColumn(heading) { Alignment = Justify.Right });
        }
        for (int i = 0; i < result.Scores.Count; i++)
        {
            table.AddRow([.. Cells(result.Scores[i]).Select(cell => new Markup(Markup.Escape(cell), i == 0 ? Bold : null))]);
        }
        console.Write(table);
    }

    private static string Title(DemoSettings settings) => string.Create(
        CultureInfo.InvariantCulture, $"{settings.UnseenTasks:N0} unseen tasks, {100 * settings.GivenShare:0} % of their points given");

    private static ValueList<string> Cells(ModelScore score) =>
    [
        score.Name,
        Number(score.LogDensity, "0.000") + (score.LogDensityError is { } error ? $" ± {Number(error, "0.000")}" : ""),
        Number(score.Rmse, "0.000"), Number(score.Crps ?? double.NaN, "0.000"),
        score.Coverage90 is { } coverage ? Number(100 * coverage, "0.0") + " %" : "",
    ];

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
