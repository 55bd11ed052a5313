using System.CommandLine;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The options that say what is fitted: a data set, and a model with its prior.</summary>
internal sealed class FitSubjectOptions(string holdOutUsual)
{
    private readonly ModelOptions model = new();
    private readonly Option<string> data = Options.Value("--data", "FILE", "CSV with one row a point (.gz too)");
    private readonly Option<string> task = Options.Value("--task", "COL=ID", "only the rows whose column COL is ID (all rows)");
    private readonly Option<string> inputs = Options.Value("--inputs", "A,B..", "its input columns (those of --run)");
    private readonly Option<string> outputs = Options.Value("--outputs", "C,D..", "its output columns (those of --run)");
    private readonly Option<string> run = Options.Value(
        "--run", "RUN", "take prior, noise and scaling that train learned, not a model: its run, or what model --save-prior wrote");
    private readonly Option<string> holdOut = Options.Value(
        "--holdout", "F", $"share of the points that is not fitted but predicted and scored ({holdOutUsual})");
    private readonly Option<string> seed = Options.Value("--seed", "S", "seed of everything random (1)");

    /// <summary>Those that say where the data lie, which may have moved.</summary>
    public Option<string> Data => data;

    /// <summary>The share of the points to hold out.</summary>
    public Option<string> HoldOut => holdOut;

    public void AddTo(Command command)
    {
        foreach (var option in new[] { data, task, inputs, outputs, run })
        {
            command.Add(option);
        }
        model.AddTo(command);
        command.Add(holdOut);
        command.Add(seed);
    }

    /// <summary>The data set.</summary>
    public FitData ReadData(ParseResult parsed)
    {
        string path = parsed.Text(data) ?? throw Options.Missing(
            data.Name, "no data are named", "give --data FILE --inputs A,B --outputs C");
        ValueList<string>? Named(Option<string> option, string what) => parsed.Has(option)
            ? parsed.Read(option, Parse.Names, default)
            : parsed.Has(run) ? null : throw Options.Missing(
                option.Name, $"the {what} columns are not named", $"give {option.Name} {option.HelpName}");
        return new FitData(
            path, parsed.Text(task) is { } text ? Parse.Pair(task.Name, text, "a column and one of its tasks, COL=ID", "beat=b17") : null,
            Named(inputs, "input"), Named(outputs, "output"));
    }

    /// <summary>Where model and prior come from.</summary>
    public FitStart ReadStart(ParseResult parsed)
    {
        if (parsed.Text(run) is not { } from)
        {
            return model.GivenOfLearning(parsed) is { } learning
                ? throw new OptionException(new Problem(
                    "one data set teaches no prior", learning,
                    Remedy: "leave it out, or learn a prior from many data sets with train and give --run"))
                : new FitStart.Described(model.Read(parsed, ReadSeed(parsed)));
        }
        return model.Given(parsed) is { } option
            ? throw Options.Contradiction(option, run.Name, "a run is fitted with its own model: leave one of them out")
            : new FitStart.Learned(from);
    }

    /// <summary>The seed.</summary>
    public ulong ReadSeed(ParseResult parsed) => parsed.Read(seed, Parse.Seed, 1UL);

    /// <summary>The share of the points to hold out, or null.</summary>
    public double? ReadHoldOut(ParseResult parsed) => parsed.Read<double?>(holdOut, (name, text) => Parse.Share(name, text, "0.2"), null);
}
