using System.Numerics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>A compiled program with its constants and its sessions at rest.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class Executable<T> : IExecutable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SessionPool<Workspace<T>> _sessions;
    private readonly Compiled<T> _compiled;
    private readonly NativeBlock _constants;
    private readonly WorkerPool _pool;

    /// <summary>Converts the constants.</summary>
    /// <param name="compiled">The compiled program.</param>
    /// <param name="pool">The threads.</param>
    /// <param name="mostAtRest">Sessions to keep.</param>
    /// <param name="profile">Where to note the time of every step, or null.</param>
    public Executable(Compiled<T> compiled, WorkerPool pool, int mostAtRest, RunProfile? profile)
    {
        (_compiled, _pool) = (compiled, pool);
        _constants = new NativeBlock(compiled.Places.ConstantBytes);
        _sessions = new SessionPool<Workspace<T>>(
            mostAtRest, () => new Workspace<T>(compiled, _constants, pool, profile), _constants.Dispose);
        foreach (var (value, tensor) in compiled.Listing.Constants)
        {
            Elements.Convert(tensor.Doubles, (T*)(_constants.Address + compiled.Places.Offsets[value]));
        }
    }

    /// <inheritdoc/>
    public Program Program => _compiled.Program;

    /// <inheritdoc/>
    public long SessionBytes => Workspace<T>.Bytes(_compiled);

    /// <inheritdoc/>
    public long ConstantBytes => _constants.Bytes;

    /// <inheritdoc/>
    public long ScratchBytes =>
        (_pool.Threads * Scratch.SmallestBytes) + _compiled.Steps.Select(s => s.ScratchBytes(_pool.Threads)).DefaultIfEmpty(0).Max();

    /// <inheritdoc/>
    public ISession Rent() => new Session<T>(this, _sessions.Rent());

    /// <summary>Takes a session's workspace back.</summary>
    public void Return(Workspace<T> workspace) => _sessions.Return(workspace);

    /// <summary>Frees the sessions at rest; sessions in use free themselves when they are given back.</summary>
    public void Dispose() => _sessions.Dispose();
}
