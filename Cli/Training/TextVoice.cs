using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Tells of training in words.</summary>
internal sealed class TextVoice(ToolHost host) : ITrainingVoice
{
    public void Begin(PreparedRun run)
    {
        var (record, trainer) = (run.Record, run.Trainer);
        string heldOut = run.HeldOut.Count == 0 ? "" : $"; {Phrase.Count(run.HeldOut.Count, "task")} held out by {record.Split.By}";
        host.Out.WriteLine($"data: {Phrase.Count(run.Training.Count, "task")} with {Phrase.Count(run.Training.Points, "point")}{heldOut}");
        host.Out.WriteLine($"model: {Phrase.Count(record.Model.Parameters, "parameter")}, {record.Engine}");
        string time = record.Training is { WarmUp: { } warmUp, Minutes: { } minutes }
            ? $", to fill {Phrase.Number(minutes)} min ({Phrase.Number(1000 * warmUp.SecondsPerStep)} ms a step, "
                + $"{Phrase.Number(1000 * warmUp.SecondsPerValidation)} ms a validation)"
            : "";
        host.Out.WriteLine($"training: {record.Training.Objective}, {Phrase.Count(trainer.Options.Steps, "step")}{time}"
            + (trainer.StepsDone > 0 ? $", going on after step {trainer.StepsDone}" : ""));
        host.Out.Flush();
    }

    public T Watch<T>(PreparedRun run, Func<IProgress<TrainingProgress>, T> work) =>
        ProgressView.Watch(host, "training", view => work(new Reporter(view)));

    public void End(RunRecord record, RunFolder run)
    {
        var outcome = record.Outcome;
        string best = outcome is { BestStep: { } step, BestValidation: { } value }
            ? $"; best validation {Phrase.Number(value)} nats at step {step}"
            : "";
        host.Out.WriteLine($"{Phrase.Count(outcome.Steps, "step")} in {Phrase.Time(TimeSpan.FromSeconds(outcome.Seconds))}{best}");
        if (record.Status == RunStatus.Finished)
        {
            host.Out.WriteLine($"process: {run.Process}");
            if (File.Exists(run.Report))
            {
                host.Out.WriteLine($"report: {run.Report}");
            }
        }
    }

    private sealed class Reporter(IProgress<Progressed> view) : IProgress<TrainingProgress>
    {
        private const double Memory = 0.98;
        private double? smooth;
        private ValidationPoint? validation;

        public void Report(TrainingProgress value)
        {
            smooth = smooth is { } before ? Memory * before + (1 - Memory) * value.Objective : value.Objective;
            validation = value.Validation ?? validation;
            string rate = $"{Phrase.Brief(value.StepsPerSecond)} steps/s, {Phrase.Time(value.Remaining)} left";
            string best = validation is null ? "" : $", validation {Phrase.Brief(validation.Criterion)}";
            view.Report(new Progressed(value.Step, value.Steps, $"{rate}, objective {Phrase.Brief(smooth.Value)}{best}"));
        }
    }
}
