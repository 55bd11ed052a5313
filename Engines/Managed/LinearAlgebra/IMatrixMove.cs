using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>A function of one matrix that moves its numbers to other places.</summary>
internal unsafe interface IMatrixMove
{
    /// <summary>Elements of one argument.</summary>
    static abstract int SourceSize(int order);

    /// <summary>Elements of one result.</summary>
    static abstract int TargetSize(int order);

    /// <summary>Computes one result.</summary>
    static abstract void Move<T>(T* x, T* y, int order)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
