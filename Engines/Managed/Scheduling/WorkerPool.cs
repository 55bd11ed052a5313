using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// The engine's own threads. A worker that runs out of work watches for more for a while before it sleeps, so that the many short parallel
/// sections of a training step cost about a microsecond each. One section runs at a time; a caller that finds the pool taken (another
/// caller, or a body that itself asks for parallelism) does its items alone, so there are never more busy threads than were asked for.
/// Running a section allocates nothing.
/// </summary>
internal sealed unsafe class WorkerPool : IDisposable
{
    private const int Spins = 20_000;
    private const long Open = 1L << 16;
    private const long ActiveMask = Open - 1;
    private const long Generation = 1L << 17;

    private readonly Thread[] _workers;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Section _section = new();
    private int _sleepers;
    private int _taken;
    private volatile bool _disposed;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Threads that work on a section, the caller included; 1 starts none.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 thread, or more than 1024.</exception>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 1024);
        Threads = threads;
        _workers = new Thread[threads - 1];
        for (int i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(Work) { IsBackground = true, Name = "ProbBnn worker " + (i + 1) };
            _workers[i].Start();
        }
    }

    /// <summary>Threads that work on a section, the caller included.</summary>
    public int Threads { get; }

    /// <summary>
    /// Runs items 0 to <paramref name="items"/> less one and returns when all are done. If bodies throw, no new items are started and one
    /// of the exceptions is rethrown here.
    /// </summary>
    /// <typeparam name="TBody">A struct: its code is called directly.</typeparam>
    /// <param name="items">Number of items; 0 does nothing.</param>
    /// <param name="body">The work; shared by the threads.</param>
    public void Run<TBody>(int items, TBody body)
        where TBody : struct, IParallelBody
    {
        if (items <= 1 || _workers.Length == 0 || _disposed || Interlocked.CompareExchange(ref _taken, 1, 0) != 0)
        {
            for (int i = 0; i < items; i++)
            {
                body.Run(i);
            }
            return;
        }
        ExceptionDispatchInfo? failure;
        try
        {
            failure = RunShared(items, &Invoke<TBody>, Unsafe.AsPointer(ref body));
        }
        finally
        {
            Volatile.Write(ref _taken, 0);
        }
        failure?.Throw();
    }

    /// <summary>Ends the threads; sections started later run on their callers alone.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        _wake.Release(Math.Max(1, _workers.Length));
        foreach (var worker in _workers)
        {
            worker.Join();
        }
        _wake.Dispose();
    }

    private static void Invoke<TBody>(void* body, int item)
        where TBody : struct, IParallelBody => Unsafe.AsRef<TBody>(body).Run(item);

    private ExceptionDispatchInfo? RunShared(int items, delegate*<void*, int, void> code, void* body)
    {
        _section.Code = code;
        _section.Body = body;
        _section.Items = items;
        _section.Next = 0;
        _section.Failure = null;
        Interlocked.Exchange(ref _section.State, ((_section.State & ~ActiveMask) + Generation) | Open);
        int sleeping = Interlocked.Exchange(ref _sleepers, 0);
        if (sleeping > 0)
        {
            _wake.Release(sleeping);
        }
        DoItems();
        Interlocked.And(ref _section.State, ~Open);
        var spinner = default(SpinWait);
        for (int spins = 0; (Volatile.Read(ref _section.State) & ActiveMask) != 0; spins++)
        {
            if (spins < Spins)
                Thread.SpinWait(1);
            else
                spinner.SpinOnce(sleep1Threshold: -1);
        }
        return _section.Failure;
    }

    private void DoItems()
    {
        try
        {
            while (true)
            {
                int item = Interlocked.Increment(ref _section.Next) - 1;
                if (item >= _section.Items)
                {
                    return;
                }
                _section.Code(_section.Body, item);
            }
        }
#pragma warning disable CA1031 // Whatever a body throws is carried to the caller of Run.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _section.Failure, ExceptionDispatchInfo.Capture(failure), null);
            Volatile.Write(ref _section.Next, _section.Items);
        }
    }

    private void Work()
    {
        long seen = -1;
        while (!_disposed)
        {
            if (TryJoin(ref seen))
            {
                DoItems();
                Interlocked.Decrement(ref _section.State);
            }
            else
            {
                AwaitWork(seen);
            }
        }
    }

    /// <summary>Enters the open section, if there is one this worker has not yet worked through.</summary>
    private bool TryJoin(ref long seen)
    {
        while (true)
        {
            long state = Volatile.Read(ref _section.State);
            if ((state & Open) == 0 || (state & ~ActiveMask) == seen)
            {
                return false;
            }
            if (Interlocked.CompareExchange(ref _section.State, state + 1, state) == state)
            {
                seen = state & ~ActiveMask;
                return true;
            }
        }
    }

    private void AwaitWork(long seen)
    {
        for (int i = 0; i < Spins; i++)
        {
            if (HasWork(seen) || _disposed)
            {
                return;
            }
            Thread.SpinWait(1);
        }
        Interlocked.Increment(ref _sleepers);
        if (HasWork(seen) || _disposed)
        {
            return;
        }
        _wake.Wait();
    }

    private bool HasWork(long seen)
    {
        long state = Volatile.Read(ref _section.State);
        return (state & Open) != 0 && (state & ~ActiveMask) != seen;
    }

    /// <summary>
    /// The one section of work. <see cref="State"/> holds a generation, an open bit and the number of workers inside; its parts change
    /// together, so a worker that wakes late can never enter a section whose caller has left.
    /// </summary>
    private sealed class Section
    {
        public long State;
        public delegate*<void*, int, void> Code;
        public void* Body;
        public int Items;
        public int Next;
        public ExceptionDispatchInfo? Failure;
    }
}
