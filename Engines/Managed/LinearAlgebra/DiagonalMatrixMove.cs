using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The diagonal matrix of a vector.</summary>
internal readonly unsafe struct DiagonalMatrixMove : IMatrixMove
{
    public static int SourceSize(int order) => order;

    public static int TargetSize(int order) => order * order;

    public static void Move<T>(T* x, T* y, int order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        new Span<T>(y, order * order).Clear();
        for (int i = 0; i < order; i++)
        {
            y[(nint)i * (order + 1)] = x[i];
        }
    }
}
