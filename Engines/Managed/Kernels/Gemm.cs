using System.Numerics;
using System.Runtime.Intrinsics;

namespace ProbBnn.Engines.Managed;

/// <summary>Matrix products in double or single precision, on the calling thread.</summary>
internal static class Gemm
{
    /// <summary>
    /// Computes one product. Element (i, j) is summed over k in blocks of fixed length, in order, so its bits depend on neither its
    /// neighbours nor the number of rows and columns.
    /// </summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="problem">What to multiply.</param>
    /// <param name="width">Register width.</param>
    public static void Multiply<T>(in GemmProblem<T> problem, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                GemmKernel<T, Vector512<T>, Lanes512<T>>.Multiply(problem);
                break;
            case VectorWidth.Bits256:
                GemmKernel<T, Vector256<T>, Lanes256<T>>.Multiply(problem);
                break;
            case VectorWidth.Bits128:
                GemmKernel<T, Vector128<T>, Lanes128<T>>.Multiply(problem);
                break;
            default:
                GemmKernel<T, T, LanesScalar<T>>.Multiply(problem);
                break;
        }
    }
}
