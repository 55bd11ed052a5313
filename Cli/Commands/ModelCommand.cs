using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary><c>model</c>: what a model is, and what it takes.</summary>
internal sealed class ModelCommand
{
    private const int MostPoints = 1_000_000, MostSamples = 4096, MostBatchTasks = 4096, MostDimensions = 1000;
    private const ulong UsualSeed = 1;

    private readonly ModelOptions model = new();
    private readonly EngineOptions engine = new();
    private readonly Option<string> run = Options.Value("--run", "RUN", "folder of a run of train or fit, or its .pbnn file, or a saved prior");
    private readonly Option<string> savePrior = Options.Value(
        "--save-prior", "FILE", "write what --run of train has learned to expect to FILE, for --run of fit and compare");
    private readonly Option<string> inputs = Options.Value("--inputs", "D", "for a model described by options: number of inputs (1)");
    private readonly Option<string> outputs = Options.Value("--outputs", "D", "for a model described by options: number of outputs (1)");
    private readonly Option<string> points = Options.Value("--points", "N", "points of a task, for the cost (those of the run, or 100)");
    private readonly Option<string> batch = Options.Value("--batch", "B", "tasks a step, for the cost (those of the run, or 5)");
    private readonly Option<string> samples = Options.Value("--samples", "S", "weight samples, for the cost (those of the run, or 16)");
    private readonly Option<bool> json = Options.Flag("--json", "print the model as JSON and nothing else");
    private readonly ToolHost host;

    private ModelCommand(ToolHost host) => this.host = host;

    public static Command Create(ToolHost host)
    {
        var command = new ModelCommand(host);
        var verb = new Verb(
            "model", "Prints a model as a table, with its parameters, memory, cost of a training step, and noise in both units.",
            ["model --run run", "model --run run --save-prior prior.pbnn", "model --model model.json", "model --hidden 48,48 --features fourier:8 --json > model.json"])
        {
            command.run,
            command.savePrior,
        };
        command.model.AddTo(verb);
        Option[] own = [command.inputs, command.outputs, command.points, command.batch, command.samples, command.json];
        foreach (var option in own)
        {
            verb.Add(option);
        }
        command.engine.AddTo(verb);
        verb.SetAction(command.Run);
        return verb;
    }

    private int Run(ParseResult parsed)
    {
        using var services = ToolHost.Services(engine.Read(parsed));
        var machine = services.GetRequiredService<IEngine>();
        var subject = Subject(parsed, machine);
        if (parsed.Text(savePrior) is { } path)
        {
            Save(subject, path, parsed.Text(run));
        }
        if (parsed.GetValue(json))
        {
            host.Out.WriteLine(subject.Model.ToJson());
            return ExitCode.Success;
        }
        host.Out.Write(subject.Model.ToTable());
        host.Out.WriteLine();
        foreach (string line in ModelLines.OfFit(subject).Concat(ModelLines.Noise(subject)).Concat(ModelLines.Cost(subject, machine)))
        {
            host.Out.WriteLine(line);
        }
        return ExitCode.Success;
    }

    private void Save(ModelSubject subject, string path, string? from)
    {
        if (subject.Process is not { } process || from is null)
        {
            throw Options.Missing(run.Name, "there is no learned prior to save", "give --run with a folder that train wrote");
        }
        OutputFile.RequireWritable(path, RunFolder.FilesOf(from));
        LearnedPrior.Of(process).Save(path);
        host.Note($"the prior is written to {path}");
    }

    private ModelSubject Subject(ParseResult parsed, IEngine machine)
    {
        var usual = parsed.Text(run) is { } from ? OfRun(parsed, from, machine) : Described(parsed);
        int weightSamples = parsed.Read(samples, (name, text) => Parse.Integer(name, text, 1, "16", MostSamples), usual.Objective.Samples);
        return usual with
        {
            Objective = Parse.Objective("--objective", usual.Objective.Name, weightSamples),
            Fit = usual.Fit with
            {
                BatchTasks = parsed.Read(batch, (name, text) => Parse.Integer(name, text, 1, "5", MostBatchTasks), usual.Fit.BatchTasks),
            },
            Points = parsed.Read(points, (name, text) => Parse.Integer(name, text, 2, "100", MostPoints), usual.Points),
        };
    }

    private ModelSubject OfRun(ParseResult parsed, string from, IEngine machine) =>
        (model.Given(parsed) ?? new[] { inputs, outputs }.FirstOrDefault(option => parsed.Has(option))?.Name) is { } other
            ? throw Options.Contradiction(other, run.Name, "leave one of them out")
            : ModelSubject.OfRun(from, machine);

    private ModelSubject Described(ParseResult parsed)
    {
        int Dimension(Option<string> option) => parsed.Read(option, (name, text) => Parse.Integer(name, text, 1, "2", MostDimensions), 1);
        var choice = model.Read(parsed, UsualSeed);
        return ModelSubject.Described(
            choice is ModelChoice.FromFile file ? file.Read() : choice.Build(Dimension(inputs), Dimension(outputs)));
    }
}
