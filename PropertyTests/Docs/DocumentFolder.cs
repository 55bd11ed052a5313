using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>
/// A working folder with the files that snippets name, and the console kept. Snippets name files without a folder, so their tests change
/// the current folder of the process and therefore run alone.
/// </summary>
public sealed class DocumentFolder : IDisposable
{
    private readonly string before = Environment.CurrentDirectory;
    private readonly TextWriter console = Console.Out;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("probbnn-docs-");
    private readonly StringWriter printed = new();

    public DocumentFolder()
    {
        Environment.CurrentDirectory = folder.FullName;
        Console.SetOut(printed);
        WriteBeats();
        File.WriteAllText("grid.csv", "point,t_s\n0,-0.25\n1,0\n2,0.25\n");
        File.WriteAllText("volts.csv", "task,p0,p1,p2\na,0.1,0.9,\nb,0.2,0.8,0.1\nc,,,\n");
        File.WriteAllText("tasks.csv", "task,record,beat\na,100,normal\nb,101,ectopic\nc,100,normal\n");
        File.WriteAllText("new.csv", "beat,t,mV\nn1,-0.5,0.1\nn1,0.5,0.2\nn2,0,-0.1\n");
        File.WriteAllText("points.csv", "beat,t\nn1,0\nn1,0.25\nn2,1\nn3,1.5\n");
        File.WriteAllText("one.csv", "t,mV\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"0.{i:00},{i % 7 - 3}.5\n")));
        File.WriteAllText("further.csv", "t,mV\n0.155,-0.5\n0.205,1.5\n");
        File.WriteAllText("splits.csv", "task,point,role\nb0,0,context\nb0,1,target\nb1,2,target\n");
        File.WriteAllText("model.json", Bnn.Regression(1, 1).Hidden(4, Activation.Tanh, Prior.PerUnit()).Output(Prior.PerUnit())
            .Observe(Likelihood.Gaussian(StdDev.Of(0.2))).PseudoLikelihood(Amortised.LikeNetwork()).Build().ToJson());
    }

    /// <summary>What the snippet printed so far, with line feeds alone.</summary>
    public string Printed => printed.ToString().ReplaceLineEndings("\n");

    public void Dispose()
    {
        Console.SetOut(console);
        Environment.CurrentDirectory = before;
        folder.Delete(recursive: true);
        printed.Dispose();
    }

    /// <summary>Twelve generated tasks of three groups, under the names of the documents' running example.</summary>
    private static void WriteBeats()
    {
        var teeth = new Sawtooth { MinPoints = 12, MaxPoints = 20 }.Generate(12, RandomKey.FromSeed(7));
        var beats = teeth.Tasks.Select((task, i) => new DataTask($"b{i}", task.Inputs, task.Outputs, 1, 1, $"{100 + i % 3}"));
        LongCsv.Write(new TaskSet(["t"], ["mV"], beats), "beats.csv", taskColumn: "beat", groupColumn: "record");
    }
}
