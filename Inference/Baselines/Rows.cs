using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbBnn.Inference;

/// <summary>
/// Products of matrix rows. Compiled at full speed on the first call: a fit takes millions of short products within its first second,
/// before tiered compilation would have caught up with a library's generic ones.
/// </summary>
internal static class Rows
{
    /// <summary>The inner product of two vectors of equal length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, b.Length);
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        int i = 0;
        for (; i + 1 < left.Length && i + 1 < right.Length; i += 2)
        {
            even += left[i] * right[i];
            odd += left[i + 1] * right[i + 1];
        }
        if (i < left.Length && i < right.Length)
        {
            even += left[i] * right[i];
        }
        double sum = Vector.Sum(even + odd);
        for (int j = left.Length * Vector<double>.Count; j < a.Length && j < b.Length; j++)
        {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /// <summary>The sum of squares of a vector.</summary>
    public static double SumOfSquares(ReadOnlySpan<double> a) => Dot(a, a);
}
