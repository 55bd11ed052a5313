using System.CommandLine;
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The options that say where tasks are read from.</summary>
internal sealed class DataOptions
{
    private readonly Option<string> tasks = Options.Value("--tasks", "FILE", "CSV with one row a point (.gz too)");
    private readonly Option<string> task = Options.Value("--task", "COL", "its column that names the task");
    private readonly Option<string> inputs = Options.Value(
        "--inputs", "A,B..", "its input columns (with --grid: all but the first column)");
    private readonly Option<string> outputs = Options.Value("--outputs", "C,D..", "its output columns");
    private readonly Option<string> grid = Options.Value("--grid", "FILE", "wide files instead: the grid, one row a point, index first");
    private readonly Option<string[]> values = Options.Repeated(
        "--values", "[NAME=]FILE", "with --grid: one row a task, id first; once for each output");
    private readonly Option<string> table = Options.Value(
        "--task-table", "FILE", "with --grid: one row a task, id first, and what is known of it");
    private readonly Option<string> where = Options.Value("--where", "COL=VALUE", "with --task-table: only these tasks");
    private readonly Option<string> group = Options.Value("--group", "COL",
        "column of --tasks or --task-table whose tasks belong together (patients, not beats) and are held out together");

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [tasks, task, inputs, outputs, grid, values, table, where, group];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Whether any of them was given.</summary>
    public bool AnyGiven(ParseResult parsed) => All.Any(option => parsed.Has(option));

    /// <summary>The source they name.</summary>
    public DataSource Read(ParseResult parsed)
    {
        bool isLong = parsed.Has(tasks), isWide = parsed.Has(grid) || parsed.Has(values);
        return (isLong, isWide) switch
        {
            (true, false) => ReadLong(parsed),
            (false, true) => ReadWide(parsed),
            (true, true) => throw Options.Contradiction(tasks.Name, grid.Name, "give one long file or wide files"),
            _ => throw Options.Missing(tasks.Name, "no data are named",
                "give --tasks FILE --task COL --inputs A,B --outputs C, or --grid FILE --values FILE"),
        };
    }

    private DataSource.Long ReadLong(ParseResult parsed)
    {
        Refuse(parsed, tasks, table, where);
        string Named(Option<string> option, string what, string remedy) =>
            parsed.Text(option) ?? throw Options.Missing(option.Name, $"{what} not named", remedy);
        return new DataSource.Long(new LongCsvSource(
            parsed.Text(tasks)!, Named(task, "the task column is", "give --task COL, the column whose values name the tasks"),
            Parse.Names(inputs.Name, Named(inputs, "the input columns are", "give --inputs A,B")),
            Parse.Names(outputs.Name, Named(outputs, "the output columns are", "give --outputs C,D")), parsed.Text(group)));
    }

    private DataSource.Wide ReadWide(ParseResult parsed)
    {
        Refuse(parsed, grid, task, outputs);
        string gridPath = parsed.Text(grid)
            ?? throw Options.Missing(grid.Name, "the grid is not named", "give --grid FILE with the inputs of the points");
        var named = (parsed.GetValue(values) ?? []).Select(Named).ToValueList();
        if (named.Count == 0)
        {
            throw Options.Missing(values.Name, "no values are named", "give --values FILE, or --values NAME=FILE for each output");
        }
        (string, string)? filter = parsed.Text(where) is { } text
            ? Parse.Pair(where.Name, text, "a column and its value, COL=VALUE", "beat=normal")
            : null;
        foreach (var option in new[] { where, group }.Where(option => parsed.Has(option) && !parsed.Has(table)))
        {
            throw Options.Missing(option.Name, "needs a table of the tasks", "give --task-table FILE");
        }
        return new DataSource.Wide(new WideSource(
            gridPath, named, parsed.Text(table), filter, parsed.Text(group), parsed.Read(inputs, Parse.Names, default)));
    }

    // A file without a name gives its output the name of the file.
    private (string Name, string Path) Named(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        if (at >= 0 && text.AsSpan(0, at).IndexOfAny('/', '\\') < 0)
        {
            return Parse.Pair(values.Name, text, "an output and its file, NAME=FILE", "mV=outputs.csv");
        }
        string name = Path.GetFileName(text);
        int dot = name.IndexOf('.', 1);
        return string.IsNullOrWhiteSpace(name)
            ? throw Parse.Refused(values.Name, text, "a file, or NAME=FILE", "mV=outputs.csv")
            : (dot < 0 ? name : name[..dot], text);
    }

    private static void Refuse(ParseResult parsed, Option chosen, params Option[] others)
    {
        if (others.FirstOrDefault(option => parsed.Has(option)) is { } other)
        {
            throw Options.Contradiction(
                other.Name, chosen.Name,
                other.Name == "--outputs" ? "outputs of wide files are named by --values NAME=FILE" : "leave it out");
        }
    }
}
