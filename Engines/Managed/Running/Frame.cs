using ProbBnn.Foundation;

namespace ProbBnn.Engines.Managed;

/// <summary>Where the values of one session lie, and the threads to compute with.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct Frame<T>(T** values, RandomKey** keys, WorkerPool pool)
    where T : unmanaged
{
    /// <summary>For every value of the plan, its elements.</summary>
    public readonly T** Values = values;

    /// <summary>For every key input, its keys.</summary>
    public readonly RandomKey** Keys = keys;

    /// <summary>The threads.</summary>
    public readonly WorkerPool Pool = pool;
}
