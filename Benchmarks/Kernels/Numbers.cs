using System.Numerics;

namespace ProbBnn.Benchmarks;

/// <summary>Small things that the kernels' benchmarks share.</summary>
internal static unsafe class Numbers
{
    /// <summary>Fills memory with numbers between -0.5 and 0.5.</summary>
    public static T* Fill<T>(T* target, nint count)
        where T : unmanaged, INumber<T>
    {
        for (nint i = 0; i < count; i++)
        {
            target[i] = T.CreateChecked((i * 7919 % 1009 / 1009.0) - 0.5);
        }
        return target;
    }

    /// <summary>The middle value.</summary>
    public static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    /// <summary>double or single.</summary>
    public static string Precision<T>() => typeof(T) == typeof(double) ? "double" : "single";
}
