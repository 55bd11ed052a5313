using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>A packed row-major lower triangle with exponentials on the diagonal; may be done in place.</summary>
internal readonly unsafe struct ExpPackedDiagonalMove : IMatrixMove
{
    public static int SourceSize(int order) => order * (order + 1) / 2;

    public static int TargetSize(int order) => order * (order + 1) / 2;

    public static void Move<T>(T* x, T* y, int order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < order; i++)
        {
            if (x != y)
            {
                new ReadOnlySpan<T>(x, i).CopyTo(new Span<T>(y, i));
            }
            y[i] = Exponential.Exp<T, T, ArithmeticScalar<T>>(x[i]);
            x += i + 1;
            y += i + 1;
        }
    }
}
