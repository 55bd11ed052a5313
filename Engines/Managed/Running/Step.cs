namespace ProbBnn.Engines.Managed;

/// <summary>One compiled operation: shapes, strides and places of its values are settled; running it only computes.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal abstract class Step<T>
    where T : unmanaged
{
    /// <summary>Computes the step's results from its arguments; allocates nothing.</summary>
    /// <param name="frame">Where the values of this session lie.</param>
    public abstract void Run(in Frame<T> frame);

    /// <summary>Bytes of scratch memory that the step takes, on all threads together, where they are many.</summary>
    /// <param name="threads">Number of threads.</param>
    public virtual long ScratchBytes(int threads) => 0;
}
