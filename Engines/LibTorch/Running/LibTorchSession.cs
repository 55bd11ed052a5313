using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>A caller's hold on a workspace, until it is disposed.</summary>
/// <param name="executable">Where the workspace goes back to.</param>
/// <param name="workspace">The workspace.</param>
internal sealed class LibTorchSession(LibTorchExecutable executable, Workspace workspace) : ISession
{
    private Workspace? _workspace = workspace;
    private bool _hasRun;

    /// <inheritdoc/>
    public void Write(int input, ReadOnlySpan<double> values) => Held.Write(input, values);

    /// <inheritdoc/>
    public void WriteKeys(int keys, ReadOnlySpan<RandomKey> values) => Held.WriteKeys(keys, values);

    /// <inheritdoc/>
    public void Run()
    {
        _hasRun = false;
        Held.Run();
        _hasRun = true;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The program has not run, or its last run failed.</exception>
    public void Read(int output, Span<double> values)
    {
        var held = Held;
        if (!_hasRun)
        {
            throw new InvalidOperationException("The program has not run.");
        }
        held.Read(output, values);
    }

    /// <inheritdoc/>
    public void ReadInput(int input, Span<double> values) => Held.ReadInput(input, values);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _workspace, null) is { } held)
        {
            executable.Return(held);
        }
    }

    private Workspace Held => _workspace ?? throw new ObjectDisposedException(nameof(ISession));
}
