using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ProbBnn.Cli;

/// <summary>Shows progress: a bar on a terminal, now and then a line elsewhere.</summary>
internal static class ProgressView
{
    private const int WideTerminal = 110;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2), LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Does work and shows how far it is.</summary>
    /// <param name="host">Where.</param>
    /// <param name="title">What the work is.</param>
    /// <param name="work">The work.</param>
    public static T Watch<T>(ToolHost host, string title, Func<IProgress<Progressed>, T> work) =>
        host.IsTerminal ? WithBar(host, title, work) : work(new Lines(host, title));

    private static T WithBar<T>(ToolHost host, string title, Func<IProgress<Progressed>, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(host.Out) });
        var text = new TextColumn();
        return console.Progress()
            .AutoClear(false)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn { Width = console.Profile.Width < WideTerminal ? 12 : 30 },
                new PercentageColumn(), text)
            .Start(context => work(new Bar(context.AddTask(Markup.Escape(title)), text)));
    }

    private sealed class Bar(ProgressTask task, TextColumn text) : IProgress<Progressed>
    {
        public void Report(Progressed value)
        {
            task.MaxValue = Math.Max(value.Total, 1);
            task.Value = value.Done;
            text.Text = value.Text;
        }
    }

    private sealed class TextColumn : ProgressColumn
    {
        public string Text { get; set; } = "";

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Text);
    }

    // The longer the work, the rarer the lines: every two seconds at first, every thirty in the end.
    private sealed class Lines(ToolHost host, string title) : IProgress<Progressed>
    {
        private readonly long begun = Stopwatch.GetTimestamp();
        private long told = Stopwatch.GetTimestamp();

        public void Report(Progressed value)
        {
            var elapsed = Stopwatch.GetElapsedTime(begun);
            var pause = TimeSpan.FromSeconds(Math.Clamp(elapsed.TotalSeconds / 20, ShortestPause.TotalSeconds, LongestPause.TotalSeconds));
            if (Stopwatch.GetElapsedTime(told) < pause && value.Done < value.Total)
            {
                return;
            }
            told = Stopwatch.GetTimestamp();
            string text = value.Text.Length == 0 ? "" : $", {value.Text}";
            host.Out.WriteLine($"{title}: {Phrase.Whole(value.Done)} of {Phrase.Whole(value.Total)}{text}");
            host.Out.Flush();
        }
    }
}
