using CsvHelper;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Predictions at the rows of a file, in the order of its rows.</summary>
internal sealed class PredictionTable
{
    private const int NumbersOfChunk = 2_000_000, FewestPoints = 256;
    private static readonly string[] Statistics = ["mean", "sd", "epistemic_sd", "q05", "q50", "q95"];

    private readonly DataFrame frame;
    private readonly PointSet points;
    private readonly PredictionRequest request;
    private readonly double[] statistics;
    private readonly double[] functions;

    private PredictionTable(DataFrame frame, PointSet points, PredictionRequest request)
    {
        this.frame = frame;
        this.points = points;
        this.request = request;
        statistics = new double[points.Rows * Outputs * Statistics.Length];
        functions = new double[(long)points.Rows * Outputs * request.Functions];
    }

    private int Outputs => frame.OutputNames.Count;

    /// <summary>Predicts, task by task and chunk by chunk; what is predicted at a row depends on nothing else in the file.</summary>
    /// <param name="frame">Names of the columns.</param>
    /// <param name="posteriors">The posterior of a task.</param>
    /// <param name="points">Where to predict.</param>
    /// <param name="request">What to predict.</param>
    /// <param name="progress">Told of the rows done.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public static PredictionTable Of(
        DataFrame frame, Func<string, Posterior> posteriors, PointSet points, PredictionRequest request, IProgress<Progressed> progress,
        CancellationToken cancellation)
    {
        var table = new PredictionTable(frame, points, request);
        int chunk = Math.Max(FewestPoints, NumbersOfChunk / ((request.Samples + request.Functions) * table.Outputs)), done = 0;
        foreach (var (id, rows) in points.ByTask())
        {
            try
            {
                var posterior = posteriors(id);
                foreach (int[] some in rows.Chunk(chunk))
                {
                    cancellation.ThrowIfCancellationRequested();
                    table.Fill(posterior, some);
                    done += some.Length;
                    progress.Report(new Progressed(done, points.Rows, ""));
                }
            }
            catch (NumericalException e)
            {
                throw Refused(id, e);
            }
        }
        return table;
    }

    // The engine knows the task by its place in a batch, the user by its name.
    private static NumericalException Refused(string id, NumericalException e) => new(
        e.Problem with { Where = $"the task '{id}', {e.Problem.Where}", Remedy = "check its points for huge values" }, e);

    /// <summary>Writes the statistics: task (where there is a column), inputs, then six columns of each output.</summary>
    public void Write(string path, string? taskColumn) => CsvSheet.Write(
        path,
        [
            .. Keys(taskColumn), .. points.InputNames,
            .. frame.OutputNames.SelectMany(name => Statistics.Select(statistic => $"{name}_{statistic}")),
        ],
        csv =>
        {
            for (int row = 0; row < points.Rows; row++)
            {
                WriteKeys(csv, taskColumn, row, null);
                for (int i = 0; i < Outputs * Statistics.Length; i++)
                {
                    csv.Number(statistics[(row * Outputs * Statistics.Length) + i]);
                }
                csv.NextRecord();
            }
        });

    /// <summary>Writes the functions, one row for each function and point: task, function (from 0), inputs, outputs.</summary>
    public void WriteFunctions(string path, string? taskColumn) => CsvSheet.Write(
        path, [.. Keys(taskColumn), "function", .. points.InputNames, .. frame.OutputNames], csv =>
        {
            for (int row = 0; row < points.Rows; row++)
            {
                for (int f = 0; f < request.Functions; f++)
                {
                    WriteKeys(csv, taskColumn, row, f);
                    for (int o = 0; o < Outputs; o++)
                    {
                        csv.Number(functions[At(row, f) + o]);
                    }
                    csv.NextRecord();
                }
            }
        });

    private static string[] Keys(string? taskColumn) => taskColumn is null ? [] : [taskColumn];

    private void WriteKeys(CsvWriter csv, string? taskColumn, int row, int? function)
    {
        if (taskColumn is not null)
        {
            csv.WriteField(points.TaskIds[row]);
        }
        if (function is { } f)
        {
            csv.WriteField(f);
        }
        foreach (double x in points.InputsOf(row))
        {
            csv.Number(x);
        }
    }

    private long At(int row, int function) => (((long)row * request.Functions) + function) * Outputs;

    private void Fill(Posterior posterior, int[] rows)
    {
        double[] inputs = points.Gather(rows);
        var predicted = posterior.Predict(inputs, request.Samples, request.Seed);
        var prediction = request.Latent ? predicted.Latent() : predicted;
        Parallel.For(0, rows.Length, i =>
        {
            for (int o = 0; o < Outputs; o++)
            {
                double[] values =
                [
                    prediction.Mean(i, o), prediction.StandardDeviation(i, o), Math.Sqrt(prediction.EpistemicVariance(i, o)),
                    prediction.Quantile(i, o, 0.05), prediction.Quantile(i, o, 0.5), prediction.Quantile(i, o, 0.95),
                ];
                values.CopyTo(statistics, ((rows[i] * Outputs) + o) * Statistics.Length);
            }
        });
        if (request.Functions == 0)
        {
            return;
        }
        var drawn = posterior.Functions(inputs, request.Functions, request.Seed);
        for (int f = 0; f < request.Functions; f++)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                for (int o = 0; o < Outputs; o++)
                {
                    functions[At(rows[i], f) + o] = drawn[f, i, o];
                }
            }
        }
    }
}
