using System.Diagnostics;

namespace ProbBnn.Cli;

/// <summary>Tells of a fit as JSON, one object a line: <c>begin</c>, <c>progress</c>, <c>end</c>.</summary>
internal sealed class FitJsonVoice(ToolHost host) : IFitVoice
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly JsonLines lines = new(host);

    public void Begin(PreparedFit fit) => lines.Write("begin", json =>
    {
        json.WriteString("run", fit.Run.Folder);
        json.WriteString("inference", fit.Method.Name);
        json.WriteString("task", fit.Record.Task);
        json.WriteNumber("points", fit.Subject.Context.Points);
        json.WriteNumber("held_out_points", fit.Subject.HeldOut.Points);
        json.WriteNumber("weights", fit.Record.Model.Parameters);
        json.WriteNumber("step", fit.Record.Outcome.Steps);
        if (fit.Record.Plan is { } plan)
        {
            json.WriteNumber("fills_minutes", plan.Minutes);
        }
    });

    public T Watch<T>(PreparedFit fit, Func<IProgress<FitProgress>, T> work) => work(new Reporter(lines));

    public void End(FitRecord record, RunFolder run, FitDiagnosis? diagnosis) => lines.Write("end", json =>
    {
        json.WriteString("run", run.Folder);
        json.WriteString("status", record.Status.ToString().ToLowerInvariant());
        json.WriteNumber("step", record.Outcome.Steps);
        json.WriteNumber("steps", record.Outcome.Of);
        json.WriteNumber("seconds", record.Outcome.Seconds);
        if (diagnosis is not null)
        {
            json.WriteStartObject("diagnosis");
            DiagnosisJson.Write(json, diagnosis);
            json.WriteEndObject();
        }
    });

    private sealed class Reporter(JsonLines lines) : IProgress<FitProgress>
    {
        private long? told;

        public void Report(FitProgress value)
        {
            if (told is { } last && Stopwatch.GetElapsedTime(last) < Pause && value.Work.Done < value.Work.Steps)
            {
                return;
            }
            told = Stopwatch.GetTimestamp();
            lines.Write("progress", json =>
            {
                FitJson.Write(json, value.Work);
                json.WriteNumber("steps_per_second", value.StepsPerSecond);
                json.WriteNumber("seconds_left", value.Remaining.TotalSeconds);
            });
        }
    }
}
