using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary><c>diagnose</c>: whether a fit, or what a trained process makes of its tasks, can be believed.</summary>
internal sealed class DiagnoseCommand
{
    private const int MostSamples = 1_000_000;

    private readonly EngineOptions engine = new();
    private readonly Option<string> run = Options.Required("--run", "RUN", "folder of a run of fit or train, or its .pbnn file");
    private readonly Option<string> samples = Options.Value("--samples", "S", "draws for the bound and the importance weights (2000)");
    private readonly Option<string> seed = Options.Value("--seed", "S", "their seed (1)");
    private readonly Option<bool> json = Options.Flag("--json", "print the diagnosis as JSON and nothing else");
    private readonly ToolHost host;

    private DiagnoseCommand(ToolHost host) => this.host = host;

    public static Command Create(ToolHost host)
    {
        var command = new DiagnoseCommand(host);
        var verb = new Verb(
            "diagnose",
            "Says how far a fit can be believed: for chains R-hat, effective sample sizes and Monte Carlo errors of the function at data "
                + "inputs, divergences, tree depth and E-BFMI; for variational fits the evidence lower bound and the k-hat of importance "
                + "weights; for both how each point is predicted by the others; for all how fitted and held-out points are predicted. With "
                + "the run of train: bound and k-hat of the posteriors of up to twenty tasks, those held out if there are any. What is not "
                + "fine is named, with what to try.",
            ["diagnose --run fit", "diagnose --run fit --json", "diagnose --run run"])
        {
            command.run, command.samples, command.seed, command.json,
        };
        command.engine.AddTo(verb);
        verb.SetAction(command.Run);
        return verb;
    }

    private int Run(ParseResult parsed)
    {
        using var services = ToolHost.Services(engine.Read(parsed));
        string from = parsed.Text(run)!;
        int count = parsed.Read(samples, (name, text) =>
            Parse.Integer(name, text, ParetoSmoothedWeights.FewestDraws, "2000", MostSamples), FitDiagnosis.UsualSamples);
        ulong key = parsed.Read(seed, Parse.Seed, 1UL);
        var machine = services.GetRequiredService<IEngine>();
        if (FittedRun.IsOfTrain(from))
        {
            var process = AmortisedProcess.Load(machine, RunFolder.ProcessOf(from));
            var (tasks, areHeldOut) = TasksOfRun.ToCheck(from);
            var diagnosis = ProcessDiagnosis.Of(process, tasks, areHeldOut, count, key, host.Cancellation);
            Tell(parsed, writer => ProcessDiagnosisJson.Write(writer, diagnosis), () => ProcessDiagnosisText.Print(diagnosis, host));
        }
        else
        {
            var diagnosis = Of(from, count, key, machine);
            Tell(parsed, writer => DiagnosisJson.Write(writer, diagnosis), () => DiagnosisText.Print(diagnosis, host));
        }
        return ExitCode.Success;
    }

    private void Tell(ParseResult parsed, Action<Utf8JsonWriter> write, Action print)
    {
        if (parsed.GetValue(json))
        {
            host.Out.WriteLine(Text(write));
        }
        else
        {
            print();
        }
    }

    private FitDiagnosis Of(string from, int count, ulong key, IEngine machine)
    {
        var fitted = FittedRun.Load(from, machine);
        var heldOut = HeldOutOf(from, machine) ?? fitted.State.Context.Select([]);
        var subject = new FitSubject(fitted.State.Model, fitted.State.Frame, null, fitted.State.Context, heldOut, Data.DataNotes.None);
        using var fit = TaskFit.Restore(machine, fitted.State);
        return FitDiagnosis.Of(fitted.Posterior, subject, count, key, fit.ShareDone, fitted.State.Method.Name);
    }

    // The points that were held out are those of the data file, where that is still the one that was fitted.
    private Data.DataTask? HeldOutOf(string from, IEngine machine)
    {
        if (RunFolder.Around(from) is not { } folder || FitRecordFile.Read(folder) is not { HeldOutPoints: > 0 } record)
        {
            return null;
        }
        try
        {
            var request = RecordedFit.Read(record, folder).Request;
            SameFiles.Require(record.Data, [request.Data.Path]);
            return FitSubject.Of(request, machine).HeldOut;
        }
        catch (DataException e)
        {
            host.Note($"the points held out are not looked at: {e.Message}");
            return null;
        }
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
