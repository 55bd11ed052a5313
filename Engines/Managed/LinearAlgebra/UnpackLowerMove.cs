using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The square matrix, zero above the diagonal, of a packed row-major lower triangle.</summary>
internal readonly unsafe struct UnpackLowerMove : IMatrixMove
{
    public static int SourceSize(int order) => order * (order + 1) / 2;

    public static int TargetSize(int order) => order * order;

    public static void Move<T>(T* x, T* y, int order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < order; i++, y += order)
        {
            new ReadOnlySpan<T>(x, i + 1).CopyTo(new Span<T>(y, i + 1));
            new Span<T>(y + i + 1, order - i - 1).Clear();
            x += i + 1;
        }
    }
}
