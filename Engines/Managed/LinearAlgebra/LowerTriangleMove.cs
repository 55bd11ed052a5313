using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>A square matrix with everything above the diagonal set to 0; may be done in place.</summary>
internal readonly unsafe struct LowerTriangleMove : IMatrixMove
{
    public static int SourceSize(int order) => order * order;

    public static int TargetSize(int order) => order * order;

    public static void Move<T>(T* x, T* y, int order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < order; i++, x += order, y += order)
        {
            if (x != y)
            {
                new ReadOnlySpan<T>(x, i + 1).CopyTo(new Span<T>(y, i + 1));
            }
            new Span<T>(y + i + 1, order - i - 1).Clear();
        }
    }
}
