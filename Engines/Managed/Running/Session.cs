using System.Numerics;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>A caller's hold on a workspace, until it is disposed.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="executable">Where the workspace goes back to.</param>
/// <param name="workspace">The workspace.</param>
internal sealed unsafe class Session<T>(Executable<T> executable, Workspace<T> workspace) : ISession
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private Workspace<T>? _workspace = workspace;
    private bool _hasRun;

    /// <inheritdoc/>
    public void Write(int input, ReadOnlySpan<double> values)
    {
        var target = Held.Input(input);
        Require(values.Length, target.Length, "elements");
        fixed (T* to = target)
        {
            Elements.Convert(values, to);
        }
    }

    /// <inheritdoc/>
    public void WriteKeys(int keys, ReadOnlySpan<RandomKey> values)
    {
        var target = Held.Keys(keys);
        Require(values.Length, target.Length, "keys");
        values.CopyTo(target);
    }

    /// <inheritdoc/>
    public void Run()
    {
        _hasRun = false;
        Held.Run();
        _hasRun = true;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The program has not run, or its last run failed.</exception>
    public void Read(int output, Span<double> values) =>
        Read(_hasRun ? Held.Output(output) : throw new InvalidOperationException("The program has not run."), values);

    /// <inheritdoc/>
    public void ReadInput(int input, Span<double> values) => Read(Held.Input(input), values);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _workspace, null) is { } held)
        {
            executable.Return(held);
        }
    }

    private Workspace<T> Held => _workspace ?? throw new ObjectDisposedException(nameof(ISession));

    private static void Read(Span<T> source, Span<double> values)
    {
        Require(values.Length, source.Length, "elements");
        fixed (T* from = source)
        {
            Elements.Convert(from, values);
        }
    }

    private static void Require(int got, int expected, string what)
    {
        if (got != expected)
        {
            throw new ArgumentException($"{got} {what} given, {expected} expected.");
        }
    }
}
