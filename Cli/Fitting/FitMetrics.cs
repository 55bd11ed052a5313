using System.Text.Json;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The course of a fit, one JSON object a line and a slice of work.</summary>
internal sealed class FitMetrics : IDisposable
{
    private readonly StepLog log;

    private FitMetrics(StepLog log) => this.log = log;

    /// <summary>Opens the log of a fit that has done some steps; lines of later steps, which will be done again, are dropped.</summary>
    /// <exception cref="DataException">The file cannot be written.</exception>
    public static FitMetrics Open(string path, int stepsDone) => new(StepLog.Open(path, stepsDone));

    /// <summary>The steps of a log with what was maximised; empty where nothing is.</summary>
    public static ValueList<(double Step, double Objective)> Read(string path) => !File.Exists(path) ? [] : File.ReadLines(path)
        .Select(text => JsonElement.Parse(text))
        .Where(element => element.TryGetProperty("objective", out _))
        .Select(element => (element.GetProperty("step").GetDouble(), element.GetProperty("objective").GetDouble())).ToValueList();

    /// <summary>Logs a slice of work.</summary>
    /// <param name="progress">What was done.</param>
    /// <param name="seconds">Time spent so far, over all resumptions.</param>
    public void Write(ConditioningProgress progress, double seconds) => log.Write(json => FitJson.Write(json, progress), seconds);

    /// <summary>Hands what was logged to the file system.</summary>
    public void Flush() => log.Flush();

    public void Dispose() => log.Dispose();
}
