using System.Runtime.InteropServices;

namespace ProbBnn.Cli;

/// <summary>
/// Turns Ctrl-C and the request to terminate into a cancellation; the second Ctrl-C ends the process at once, which is said where the first
/// has no effect for a while.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Timer reminder;

    /// <param name="remind">Called where the work has not ended for a while after it was interrupted.</param>
    public Interruption(Action remind)
    {
        reminder = new Timer(_ => remind());
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive),
        ];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
        reminder.Dispose();
        source.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = !source.IsCancellationRequested;
        reminder.Change(Patience, Timeout.InfiniteTimeSpan);
        source.Cancel();
    }
}
