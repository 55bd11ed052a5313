using System.CommandLine;
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The options that all synthetic families share, and what is done with them.</summary>
internal sealed class GenerateOptions
{
    private readonly Option<string> tasks = Options.Required("--tasks", "N", "number of tasks");
    private readonly Option<string> seed = Options.Value("--seed", "S", "seed; task i is the same however many are generated (1)");
    private readonly Option<string> output = Options.Required(
        "--out", "FILE", "CSV with the columns task, x (x1, x2 .. of several inputs) and y (.gz too)");
    private readonly Option<string> points = Options.Value("--points", "A:B", "fewest and most points of a task (40:99)");
    private readonly Option<string> noise = Options.Value("--noise", "SD", "standard deviation of the noise (0.05; heaviside 0.01)");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { tasks, seed, output, points, noise })
        {
            command.Add(option);
        }
    }

    /// <summary>Draws tasks and writes them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="usual">The family, with the number of points and the noise that are usual for it.</param>
    /// <param name="host">Receives progress.</param>
    public int Generate(ParseResult parsed, TaskFamily usual, ToolHost host)
    {
        int count = Parse.Integer(tasks.Name, parsed.Text(tasks)!, 1, "2000");
        var (fewest, most) = parsed.Read(points, Parse.CountRange, (usual.MinPoints, usual.MaxPoints - 1));
        var family = usual with { MinPoints = fewest, MaxPoints = most + 1, Noise = parsed.Read(noise, Noise, usual.Noise) };
        var key = RandomKey.FromSeed(parsed.Read(seed, Parse.Seed, 1UL));
        string path = parsed.Text(output)!;
        OutputFile.RequireWritable(path);
        var drawn = ProgressView.Watch(host, "generating", view => Draw(family, count, key, view, host.Cancellation));
        LongCsv.Write(drawn, path);
        host.Out.WriteLine($"{Phrase.Count(drawn.Count, "task")} with {Phrase.Count(drawn.Points, "point")}: {path}");
        return ExitCode.Success;
    }

    private static TaskSet Draw(TaskFamily family, int count, RandomKey key, IProgress<Progressed> progress, CancellationToken cancellation)
    {
        var tasks = new DataTask[count];
        for (int i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            tasks[i] = family.Draw(i, key);
            progress.Report(new Progressed(i + 1, count, ""));
        }
        return new TaskSet(family.InputNames, family.OutputNames, tasks);
    }

    private static double Noise(string option, string text) =>
        Parse.Number(option, text, value => value >= 0, "a number, at least 0", "0.05");
}
