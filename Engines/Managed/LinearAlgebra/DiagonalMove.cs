using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The diagonal of a square matrix.</summary>
internal readonly unsafe struct DiagonalMove : IMatrixMove
{
    public static int SourceSize(int order) => order * order;

    public static int TargetSize(int order) => order;

    public static void Move<T>(T* x, T* y, int order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < order; i++)
        {
            y[i] = x[(nint)i * (order + 1)];
        }
    }
}
