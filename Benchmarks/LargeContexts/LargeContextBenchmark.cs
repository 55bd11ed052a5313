using System.CommandLine;
using System.Diagnostics;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Benchmarks;

/// <summary>Conditioning a process on a context that is read in parts: time, memory, and how far it is from conditioning at once.</summary>
internal static class LargeContextBenchmark
{
    /// <summary>The verb <c>large-context</c>.</summary>
    public static Command Verb()
    {
        var data = new Option<string?>("--data") { Description = "A CSV file, one row a point." };
        var inputs = new Option<string[]>("--inputs") { Description = "Its input columns.", AllowMultipleArgumentsPerToken = true };
        var outputs = new Option<string[]>("--outputs") { Description = "Its output columns.", AllowMultipleArgumentsPerToken = true };
        var folder = new Option<string?>("--folder") { Description = "Instead: a folder with data.txt, index_features.txt, .." };
        var split = new Option<int>("--split") { Description = "Which index_train_K.txt of the folder.", DefaultValueFactory = _ => 0 };
        var rows = new Option<long>("--rows") { Description = "The first so many rows.", DefaultValueFactory = _ => long.MaxValue };
        var hidden = new Option<int[]>("--hidden")
        {
            Description = "Widths of the hidden layers.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [64, 64],
        };
        var batch = new Option<int>("--batch") { Description = "Points of a part.", DefaultValueFactory = _ => 4096 };
        var samples = new Option<int>("--samples") { Description = "Weight samples.", DefaultValueFactory = _ => 25 };
        var check = new Option<int>("--check") { Description = "Rows that are also given at once.", DefaultValueFactory = _ => 2000 };
        var verb = new Command("large-context", "A context in parts: seconds, memory, and the difference from the context at once.")
        {
            data, inputs, outputs, folder, split, rows, hidden, batch, samples, check,
        };
        verb.SetAction(parsed =>
        {
            string temporary = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
            try
            {
                var source = parsed.GetValue(folder) is { } directory
                    ? TrainingRows(RegressionTable.Read(directory), parsed.GetValue(split), temporary)
                    : PointSource.FromCsv(
                        parsed.GetRequiredValue(data)!, [.. parsed.GetRequiredValue(inputs)], [.. parsed.GetRequiredValue(outputs)]);
                var options = new LargeContextOptions { BatchPoints = parsed.GetValue(batch), Samples = parsed.GetValue(samples) };
                Console.WriteLine(BenchmarkJson.Write(Run(
                    new FirstPoints(source, parsed.GetValue(rows)), parsed.GetRequiredValue(hidden), options, parsed.GetValue(check))));
            }
            finally
            {
                File.Delete(temporary);
            }
        });
        return verb;
    }

    private static PointSource TrainingRows(RegressionTable table, int split, string path)
    {
        table.WriteTrainingCsv(split, path);
        return PointSource.FromCsv(path, [.. table.InputNames], [.. table.OutputNames]);
    }

    private static LargeContextFigure Run(PointSource source, int[] hidden, LargeContextOptions options, int check)
    {
        var engine = ManagedEngine.Double();
        double peak = Enumerable.Range(0, 20).Max(_ => FmaPeak.Measure<double>(2_000_000)) * Environment.ProcessorCount;
        var subset = new FirstPoints(source, check).ToTask();
        var process = Process(engine, hidden, subset);
        GC.Collect();
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        long before = self.WorkingSet64, start = Stopwatch.GetTimestamp();
        var processor = self.TotalProcessorTime;
        var posterior = process.Condition(source, options);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        self.Refresh();
        double megabytes = (self.PeakWorkingSet64 - before) / 1e6;
        double work = (double)posterior.Points * MultiplyAdds(process.Model, options.Samples);
        return new LargeContextFigure(
            posterior.Points, hidden, options.BatchPoints, options.Samples, seconds,
            (self.TotalProcessorTime - processor).TotalSeconds, work, 2e-9 * work / seconds, peak, megabytes,
            subset.Points, Difference(process, subset, options));
    }

    /// <summary>For each point: K (K + 1) / 2 for every unit, and the sample shares them in the first layer.</summary>
    private static double MultiplyAdds(BnnModel model, int samples) => Enumerable.Range(0, model.LayerCount).Sum(layer =>
        (layer == 0 ? 1.0 : samples) * model.Width(layer) * model.FanIn(layer) * (model.FanIn(layer) + 1) / 2);

    private static AmortisedProcess Process(IEngine engine, int[] hidden, DataTask subset)
    {
        var builder = hidden.Aggregate(
            Bnn.Regression(subset.InputDimension, subset.OutputDimension),
            (model, width) => model.Hidden(width, Activation.Tanh, Prior.PerUnit().ScaledByFanIn().Learned()));
        var described = builder.Output(Prior.PerUnit().ScaledByFanIn().Learned()).Observe(Likelihood.Gaussian(StdDev.Of(0.3)).Learned())
            .PseudoLikelihood(Amortised.LikeNetwork()).Build();
        var tasks = new TaskSet(Names("x", subset.InputDimension), Names("y", subset.OutputDimension), [subset]);
        return AmortisedProcess.Untrained(engine, described, DataFrame.Of(described, tasks), 1);
    }

    private static ValueList<string> Names(string name, int count) => [.. Enumerable.Range(0, count).Select(i => $"{name}{i}")];

    private static double Difference(AmortisedProcess process, DataTask subset, LargeContextOptions options)
    {
        int points = Math.Min(64, subset.Points), samples = Math.Min(25, options.Samples);
        var x = subset.Inputs[..(points * subset.InputDimension)];
        var inParts = options with { BatchPoints = Math.Min(512, options.BatchPoints), Samples = samples };
        double[,,] parts = process.Condition(PointSource.Of(subset), inParts).Functions(x, samples);
        double[,,] whole = process.Condition(subset).Functions(x, samples);
        double scale = process.Frame.Scaling.Outputs.Scale.Min(), greatest = 0;
        foreach (var (a, b) in parts.Cast<double>().Zip(whole.Cast<double>()))
        {
            greatest = Math.Max(greatest, Math.Abs(a - b) / scale);
        }
        return greatest;
    }
}
