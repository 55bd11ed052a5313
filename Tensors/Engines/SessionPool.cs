namespace ProbBnn.Tensors;

/// <summary>The memory of an executable's sessions: a caller's while it is rented, kept for the next one when it is given back.</summary>
/// <typeparam name="T">What one session needs.</typeparam>
/// <param name="mostAtRest">How many are kept; the others are freed when they are given back.</param>
/// <param name="make">Makes a new one.</param>
/// <param name="end">Called once, when the pool has been disposed and all have been given back.</param>
public sealed class SessionPool<T>(int mostAtRest, Func<T> make, Action end) : IDisposable
    where T : class, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<T> _atRest = new();
    private int _rented;
    private bool _disposed;

    /// <summary>One that was given back, or a new one.</summary>
    /// <exception cref="ObjectDisposedException">The executable has been disposed.</exception>
    public T Rent()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(IExecutable));
            _rented++;
            if (_atRest.TryPop(out var kept))
            {
                return kept;
            }
        }
        try
        {
            return make();
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Takes one back.</summary>
    /// <param name="given">What was rented.</param>
    public void Return(T given)
    {
        bool isKept;
        lock (_lock)
        {
            isKept = !_disposed && _atRest.Count < mostAtRest;
            if (isKept)
            {
                _atRest.Push(given);
            }
        }
        if (!isKept)
        {
            given.Dispose();
        }
        Leave();
    }

    /// <summary>Frees those at rest; those in use are freed when they are given back.</summary>
    public void Dispose()
    {
        bool isLast;
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }
            _disposed = true;
            isLast = _rented == 0;
        }
        foreach (var kept in _atRest)
        {
            kept.Dispose();
        }
        _atRest.Clear();
        if (isLast)
        {
            end();
        }
    }

    private void Leave()
    {
        bool isLast;
        lock (_lock)
        {
            isLast = --_rented == 0 && _disposed;
        }
        if (isLast)
        {
            end();
        }
    }
}
