using System.CommandLine;
using ProbBnn.Data;

namespace ProbBnn.Cli;

/// <summary><c>generate</c>: tasks of synthetic families as CSV files.</summary>
internal static class GenerateCommand
{
    private const int MostInputs = 1000;

    public static Command Create(ToolHost host) => new Verb(
        "generate", "Writes tasks of a synthetic family: sawtooth, heaviside, gp or bnn.",
        ["generate sawtooth --tasks 2000 --seed 1 --out tasks.csv", "generate gp --tasks 100 --length-scale 0.3 --out tasks.csv.gz"])
    {
        Family(host, "sawtooth", "Sawtooth waves of period 0.75, each on a random line, for x in [-2, 2].", [], _ => new Sawtooth()),
        Heaviside(host),
        Gp(host),
        Bnn(host),
    };

    private static Verb Heaviside(ToolHost host)
    {
        var scale = Options.Value("--length-scale", "L", "length scale of the function whose sign is taken (1)");
        return Family(host, "heaviside", "Functions that jump between -1 and 1, for x in [-5, 5].", [scale],
            parsed => new Heaviside { LengthScale = parsed.Read(scale, LengthScale, 1) });
    }

    private static Verb Gp(ToolHost host)
    {
        var scale = Options.Value("--length-scale", "L", "length scale of the squared exponential kernel (0.5)");
        var inputs = Options.Value("--inputs", "D", "number of inputs (1)");
        return Family(host, "gp", "Functions drawn from a Gaussian process, for x in [-2, 2].", [scale, inputs], parsed =>
            new GaussianProcess
            {
                Kernel = new Kernel.SquaredExponential(parsed.Read(scale, LengthScale, 0.5)),
                Inputs = parsed.Read(inputs, (name, text) => Parse.Integer(name, text, 1, "2", MostInputs), 1),
            });
    }

    private static Verb Bnn(ToolHost host)
    {
        var bnn = new BnnGenerator();
        return Family(host, "bnn", "Functions drawn from the prior of a Bayesian neural network, for x in [-2, 2].", bnn.All, bnn.Generate);
    }

    private static double LengthScale(string option, string text) => Parse.Positive(option, text, "0.5");

    private static Verb Family(
        ToolHost host, string name, string description, IEnumerable<Option> own, Func<ParseResult, TaskFamily> family) =>
        Family(host, name, description, own, (parsed, options, _) => options.Generate(parsed, family(parsed), host));

    private static Verb Family(
        ToolHost host, string name, string description, IEnumerable<Option> own, Func<ParseResult, GenerateOptions, ToolHost, int> generate)
    {
        var options = new GenerateOptions();
        var verb = new Verb(name, description, [$"generate {name} --tasks 2000 --seed 1 --out tasks.csv"]);
        options.AddTo(verb);
        foreach (var option in own)
        {
            verb.Add(option);
        }
        verb.SetAction(parsed => generate(parsed, options, host));
        return verb;
    }
}
