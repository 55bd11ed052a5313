using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The packed row-major lower triangle of a square matrix.</summary>
internal readonly unsafe struct PackLowerMove : IMatrixMove
{
    public static int SourceSize(int order) => order * order;

    public static int TargetSize(int order) => order * (order + 1) / 2;

    public static void Move<T>(T* x, T* y, int order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < order; i++, x += order)
        {
            new ReadOnlySpan<T>(x, i + 1).CopyTo(new Span<T>(y, i + 1));
            y += i + 1;
        }
    }
}
