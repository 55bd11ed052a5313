using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Data;
using ProbBnn.Hosting;

namespace ProbBnn.Cli;

/// <summary>What a command works with: where it writes, whether somebody watches, and what stops it.</summary>
/// <param name="Out">Results and progress.</param>
/// <param name="Error">Warnings and errors.</param>
/// <param name="IsTerminal">Whether <paramref name="Out"/> is a terminal.</param>
/// <param name="Cancellation">Set when the user interrupts.</param>
public sealed record ToolHost(TextWriter Out, TextWriter Error, bool IsTerminal, CancellationToken Cancellation)
{
    /// <summary>The library's services with the chosen engine; the caller disposes them.</summary>
    /// <param name="choice">Engine, precision and threads.</param>
    public static ServiceProvider Services(EngineChoice choice) => new ServiceCollection()
        .AddProbBnn(options => (options.Engine, options.Precision, options.Threads) = (choice.Kind, choice.Precision, choice.Threads))
        .BuildServiceProvider();

    /// <summary>Tells the user something that is no error.</summary>
    /// <param name="text">One line.</param>
    public void Warn(string text) => Error.WriteLine($"warning: {text}");

    /// <summary>Tells the user something in passing.</summary>
    /// <param name="text">One line.</param>
    public void Note(string text) => Error.WriteLine($"note: {text}");

    /// <summary>Tells the user what was found in data.</summary>
    /// <param name="notes">The findings.</param>
    public void Tell(DataNotes notes)
    {
        foreach (var note in notes.Items)
        {
            (note.IsWarning ? (Action<string>)Warn : Note)(note.ToString()!);
        }
    }
}
