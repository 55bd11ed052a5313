using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace ProbBnn.Cli;

/// <summary>Tells of a fit as JSON, one object a line: <c>begin</c>, <c>progress</c>, <c>end</c>.</summary>
internal sealed class FitJsonVoice(ToolHost host) : IFitVoice
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public void Begin(PreparedFit fit) => Line("begin", json =>
    {
        json.WriteString("run", fit.Run.Folder);
        json.WriteString("inference", fit.Method.Name);
        json.WriteString("task", fit.Record.Task);
        json.WriteNumber("points", fit.Subject.Context.Points);
        json.WriteNumber("held_out_points", fit.Subject.HeldOut.Points);
        json.WriteNumber("weights", fit.Record.Model.Parameters);
        json.WriteNumber("step", fit.Record.Outcome.Steps);
    });

    public T Watch<T>(PreparedFit fit, Func<IProgress<FitProgress>, T> work) => work(new Reporter(this));

    public void End(FitRecord record, RunFolder run, FitDiagnosis? diagnosis) => Line("end", json =>
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

    private void Line(string kind, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", kind);
            members(json);
            json.WriteEndObject();
        }
        host.Out.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        host.Out.Flush();
    }

    private sealed class Reporter(FitJsonVoice voice) : IProgress<FitProgress>
    {
        private long? told;

        public void Report(FitProgress value)
        {
            if (told is { } last && Stopwatch.GetElapsedTime(last) < Pause && value.Work.Done < value.Work.Steps)
            {
                return;
            }
            told = Stopwatch.GetTimestamp();
            voice.Line("progress", json =>
            {
                FitJson.Write(json, value.Work);
                json.WriteNumber("steps_per_second", value.StepsPerSecond);
                json.WriteNumber("seconds_left", value.Remaining.TotalSeconds);
            });
        }
    }
}
