using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Tells of training as JSON, one object a line: <c>begin</c>, <c>progress</c>, <c>validation</c>, <c>end</c>.</summary>
internal sealed class JsonVoice(ToolHost host) : ITrainingVoice
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public void Begin(PreparedRun run) => Line("begin", json =>
    {
        json.WriteString("run", run.Run.Folder);
        json.WriteNumber("training_tasks", run.Training.Count);
        json.WriteNumber("held_out_tasks", run.HeldOut.Count);
        json.WriteNumber("points", run.Training.Points);
        json.WriteNumber("parameters", run.Record.Model.Parameters);
        json.WriteNumber("step", run.Trainer.StepsDone);
        json.WriteNumber("steps", run.Trainer.Options.Steps);
    });

    public T Watch<T>(PreparedRun run, Func<IProgress<TrainingProgress>, T> work) => work(new Reporter(this));

    public void End(RunRecord record, RunFolder run) => Line("end", json =>
    {
        json.WriteString("run", run.Folder);
        json.WriteString("status", record.Status.ToString().ToLowerInvariant());
        json.WriteNumber("step", record.Outcome.Steps);
        json.WriteNumber("seconds", record.Outcome.Seconds);
        if (record.Outcome is { BestStep: { } step, BestValidation: { } value })
        {
            json.WriteNumber("best_step", step);
            json.WriteNumber("best_validation", value);
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

    private sealed class Reporter(JsonVoice voice) : IProgress<TrainingProgress>
    {
        private long? told;

        public void Report(TrainingProgress value)
        {
            bool due = told is not { } last || Stopwatch.GetElapsedTime(last) >= Pause || value.Step == value.Steps;
            if (!due && value.Validation is null)
            {
                return;
            }
            told = Stopwatch.GetTimestamp();
            voice.Line(value.Validation is null ? "progress" : "validation", json =>
            {
                TrainingJson.Write(json, value);
                json.WriteNumber("steps", value.Steps);
                json.WriteNumber("steps_per_second", value.StepsPerSecond);
                json.WriteNumber("seconds_left", value.Remaining.TotalSeconds);
            });
        }
    }
}
