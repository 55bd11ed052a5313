using System.Diagnostics;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Tells of training as JSON, one object a line: <c>begin</c>, <c>progress</c>, <c>validation</c>, <c>end</c>.</summary>
internal sealed class JsonVoice(ToolHost host) : ITrainingVoice
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly JsonLines lines = new(host);

    public void Begin(PreparedRun run) => lines.Write("begin", json =>
    {
        json.WriteString("run", run.Run.Folder);
        json.WriteNumber("training_tasks", run.Training.Count);
        json.WriteNumber("held_out_tasks", run.HeldOut.Count);
        json.WriteNumber("points", run.Training.Points);
        json.WriteNumber("parameters", run.Record.Model.Parameters);
        json.WriteNumber("step", run.Trainer.StepsDone);
        json.WriteNumber("steps", run.Trainer.Options.Steps);
    });

    public T Watch<T>(PreparedRun run, Func<IProgress<TrainingProgress>, T> work) => work(new Reporter(lines));

    public void End(RunRecord record, RunFolder run) => lines.Write("end", json =>
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

    private sealed class Reporter(JsonLines lines) : IProgress<TrainingProgress>
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
            lines.Write(value.Validation is null ? "progress" : "validation", json =>
            {
                TrainingJson.Write(json, value);
                json.WriteNumber("steps", value.Steps);
                json.WriteNumber("steps_per_second", value.StepsPerSecond);
                json.WriteNumber("seconds_left", value.Remaining.TotalSeconds);
            });
        }
    }
}
