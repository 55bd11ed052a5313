using System.Numerics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>A compiled program with its constants and its sessions at rest.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class Executable<T> : IExecutable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Lock _lock = new();
    private readonly Stack<Workspace<T>> _atRest = new();
    private readonly Compiled<T> _compiled;
    private readonly NativeBlock _constants;
    private readonly WorkerPool _pool;
    private readonly int _mostAtRest;
    private readonly RunProfile? _profile;
    private int _rented;
    private bool _disposed;

    /// <summary>Converts the constants.</summary>
    /// <param name="compiled">The compiled program.</param>
    /// <param name="pool">The threads.</param>
    /// <param name="mostAtRest">Sessions to keep.</param>
    /// <param name="profile">Where to note the time of every step, or null.</param>
    public Executable(Compiled<T> compiled, WorkerPool pool, int mostAtRest, RunProfile? profile)
    {
        (_compiled, _pool, _mostAtRest, _profile) = (compiled, pool, mostAtRest, profile);
        _constants = new NativeBlock(compiled.Places.ConstantBytes);
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
    public ISession Rent()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _rented++;
            if (_atRest.TryPop(out var workspace))
            {
                return new Session<T>(this, workspace);
            }
        }
        return new Session<T>(this, new Workspace<T>(_compiled, _constants, _pool, _profile));
    }

    /// <summary>Takes a session's workspace back.</summary>
    public void Return(Workspace<T> workspace)
    {
        lock (_lock)
        {
            _rented--;
            if (!_disposed && _atRest.Count < _mostAtRest)
            {
                _atRest.Push(workspace);
                return;
            }
            workspace.Dispose();
            if (_disposed && _rented == 0)
            {
                _constants.Dispose();
            }
        }
    }

    /// <summary>Frees the sessions at rest; sessions in use free themselves when they are given back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }
            _disposed = true;
            while (_atRest.TryPop(out var workspace))
            {
                workspace.Dispose();
            }
            if (_rented == 0)
            {
                _constants.Dispose();
            }
        }
    }
}
