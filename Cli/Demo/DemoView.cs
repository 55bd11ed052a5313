using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ProbBnn.Cli;

/// <summary>Shows how far the demo is: a bar for every part on a terminal, now and then a line elsewhere.</summary>
internal static class DemoView
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Runs the demo and shows how far it is.</summary>
    /// <param name="host">Where.</param>
    /// <param name="work">The demo.</param>
    public static DemoResult Watch(ToolHost host, Func<IProgress<DemoProgress>, DemoResult> work) =>
        host.IsTerminal ? WithBars(host, work) : work(new Lines(host));

    private static DemoResult WithBars(ToolHost host, Func<IProgress<DemoProgress>, DemoResult> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(host.Out) });
        var text = new TextColumn();
        return console.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(),
                text)
            .Start(context => work(new Bars(
                Enum.GetValues<DemoStage>().ToDictionary(stage => stage, stage => context.AddTask(Markup.Escape(Title(stage)))), text)));
    }

    private static string Title(DemoStage stage) => stage switch
    {
        DemoStage.Learned => "learning the prior",
        DemoStage.Fixed => "training with the prior fixed",
        DemoStage.GaussianProcesses => "fitting Gaussian processes",
        DemoStage.Scoring => "predicting unseen data sets",
        DemoStage.Drawing => "computing curves for the report",
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    private sealed class Bars(Dictionary<DemoStage, ProgressTask> tasks, TextColumn text) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            var task = tasks[value.Stage];
            task.MaxValue = Math.Max(value.Total, 1);
            text.Set(task.Id, value.Text);
            task.Value = value.Done;
        }
    }

    private sealed class TextColumn : ProgressColumn
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<int, string> texts = [];

        protected override bool NoWrap => true;

        public void Set(int task, string text) => texts[task] = text;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(texts.GetValueOrDefault(task.Id, ""));
    }

    // A line when a part begins, every few seconds while it goes on, and when it ends.
    private sealed class Lines(ToolHost host) : IProgress<DemoProgress>
    {
        private DemoStage? stage;
        private long begun, told;

        public void Report(DemoProgress value)
        {
            if (value.Stage != stage)
            {
                (stage, begun, told) = (value.Stage, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
                Tell($"{Title(value.Stage)} ...");
            }
            if (value.Done >= value.Total)
            {
                Tell($"{Title(value.Stage)}: done in {Phrase.Time(Stopwatch.GetElapsedTime(begun))}");
            }
            else if (Stopwatch.GetElapsedTime(told) >= Pause)
            {
                told = Stopwatch.GetTimestamp();
                string text = value.Text.Length == 0 ? "" : $", {value.Text}";
                Tell($"{Title(value.Stage)}: {Phrase.Whole(value.Done)} of {Phrase.Whole(value.Total)}{text}");
            }
        }

        private void Tell(string line)
        {
            host.Out.WriteLine(line);
            host.Out.Flush();
        }
    }
}
