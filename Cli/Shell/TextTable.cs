using Spectre.Console;

namespace ProbBnn.Cli;

/// <summary>Tables on standard output.</summary>
internal static class TextTable
{
    private const int Width = 140;

    /// <summary>A table without rows; the first column is of words, the others of numbers.</summary>
    public static Table Empty(string title, params IEnumerable<string> headings)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Simple };
        foreach (string heading in headings)
        {
            table.AddColumn(new TableColumn(Markup.Escape(heading))
            {
                Alignment = table.Columns.Count == 0 ? Justify.Left : Justify.Right,
            });
        }
        return table;
    }

    /// <summary>Adds a row.</summary>
    public static void AddRow(Table table, params IEnumerable<string> cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    /// <summary>Prints it.</summary>
    public static void Write(Table table, ToolHost host)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = host.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Out = new AnsiConsoleOutput(host.Out),
        });
        console.Profile.Width = Width;
        console.Write(table);
    }
}
