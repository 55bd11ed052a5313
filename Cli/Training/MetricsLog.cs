using System.Text.Json;
using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>
/// What was measured during training, one JSON object a line: every step of a short run, about two thousand steps of a long one, and every
/// validation.
/// </summary>
internal sealed class MetricsLog : IDisposable
{
    private const int StepsLogged = 2000;
    private readonly StepLog log;
    private readonly int every;

    private MetricsLog(StepLog log, int every) => (this.log, this.every) = (log, every);

    /// <summary>Opens the log of a run that has done some steps; lines of later steps, which will be done again, are dropped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stepsDone">Steps done.</param>
    /// <param name="steps">Steps in all.</param>
    /// <exception cref="DataException">The file cannot be written.</exception>
    public static MetricsLog Open(string path, int stepsDone, int steps) =>
        new(StepLog.Open(path, stepsDone), Math.Max(1, steps / StepsLogged));

    /// <summary>The course of training that a log holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="best">The step whose state was kept, or null.</param>
    public static TrainingCurve Read(string path, int? best)
    {
        var lines = File.ReadLines(path).Select(text => JsonElement.Parse(text)).ToArray();
        static double Number(JsonElement line, string name) => line.GetProperty(name).GetDouble();
        var validations = lines.Where(line => line.TryGetProperty("validation_objective", out _)).ToArray();
        return new TrainingCurve(
            "this run", Tone.Model, lines.Select(line => Number(line, "step")).ToValueList(),
            lines.Select(line => Number(line, "objective")).ToValueList(),
            validations.Select(line => Number(line, "step")).ToValueList(),
            validations.Select(line => line.TryGetProperty("validation_log_density", out var density)
                ? density.GetDouble() : Number(line, "validation_objective")).ToValueList(),
            best);
    }

    /// <summary>Logs a step where it is due.</summary>
    /// <param name="progress">What training reported.</param>
    /// <param name="seconds">Time spent on training so far, over all resumptions.</param>
    public void Write(TrainingProgress progress, double seconds)
    {
        if (progress.Step % every == 0 || progress.Validation is not null || progress.Step == 1)
        {
            log.Write(json => TrainingJson.Write(json, progress), seconds);
        }
    }

    /// <summary>Hands what was logged to the file system.</summary>
    public void Flush() => log.Flush();

    public void Dispose() => log.Dispose();
}
