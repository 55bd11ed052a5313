using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbBnn.Benchmarks;

/// <summary>What one core can do at best: fused multiply-adds on registers alone, in independent chains of the widest registers.</summary>
internal static class FmaPeak
{
    /// <summary>Measures once.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="iterations">Rounds of sixteen register operations.</param>
    /// <returns>GFLOP/s; a multiply-add counts two.</returns>
    public static double Measure<T>(int iterations)
        where T : unmanaged, INumber<T>
    {
        long start = Stopwatch.GetTimestamp();
        int lanes = Vector512.IsHardwareAccelerated ? Wide<T>(iterations) : Narrow<T>(iterations);
        return 16.0 * 2 * lanes * iterations / Stopwatch.GetElapsedTime(start).TotalSeconds * 1e-9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Wide<T>(int iterations)
        where T : unmanaged, INumber<T>
    {
        var m = Vector512.Create(T.CreateChecked(0.999));
        Vector512<T> a0 = m, a1 = m, a2 = m, a3 = m, a4 = m, a5 = m, a6 = m, a7 = m;
        Vector512<T> b0 = m, b1 = m, b2 = m, b3 = m, b4 = m, b5 = m, b6 = m, b7 = m;
        for (int i = 0; i < iterations; i++)
        {
            a0 = Fma(a0, m);
            a1 = Fma(a1, m);
            a2 = Fma(a2, m);
            a3 = Fma(a3, m);
            a4 = Fma(a4, m);
            a5 = Fma(a5, m);
            a6 = Fma(a6, m);
            a7 = Fma(a7, m);
            b0 = Fma(b0, m);
            b1 = Fma(b1, m);
            b2 = Fma(b2, m);
            b3 = Fma(b3, m);
            b4 = Fma(b4, m);
            b5 = Fma(b5, m);
            b6 = Fma(b6, m);
            b7 = Fma(b7, m);
        }
        Keep((((a0 + a1) + (a2 + a3)) + ((a4 + a5) + (a6 + a7))) + (((b0 + b1) + (b2 + b3)) + ((b4 + b5) + (b6 + b7))));
        return Vector512<T>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Narrow<T>(int iterations)
        where T : unmanaged, INumber<T>
    {
        var m = Vector256.Create(T.CreateChecked(0.999));
        Vector256<T> a0 = m, a1 = m, a2 = m, a3 = m, a4 = m, a5 = m, a6 = m, a7 = m, b0 = m, b1 = m, b2 = m, b3 = m;
        for (int i = 0; i < iterations; i++)
        {
            a0 = Fma(a0, m);
            a1 = Fma(a1, m);
            a2 = Fma(a2, m);
            a3 = Fma(a3, m);
            a4 = Fma(a4, m);
            a5 = Fma(a5, m);
            a6 = Fma(a6, m);
            a7 = Fma(a7, m);
            b0 = Fma(b0, m);
            b1 = Fma(b1, m);
            b2 = Fma(b2, m);
            b3 = Fma(b3, m);
            a0 = Fma(a0, m);
            a1 = Fma(a1, m);
            a2 = Fma(a2, m);
            a3 = Fma(a3, m);
        }
        Keep(((a0 + a1) + (a2 + a3)) + ((a4 + a5) + (a6 + a7)) + ((b0 + b1) + (b2 + b3)));
        return Vector256<T>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fma<T>(Vector512<T> a, Vector512<T> m) => typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(a.AsDouble(), m.AsDouble(), m.AsDouble()).As<double, T>()
        : Vector512.FusedMultiplyAdd(a.AsSingle(), m.AsSingle(), m.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Fma<T>(Vector256<T> a, Vector256<T> m) => typeof(T) == typeof(double)
        ? Vector256.FusedMultiplyAdd(a.AsDouble(), m.AsDouble(), m.AsDouble()).As<double, T>()
        : Vector256.FusedMultiplyAdd(a.AsSingle(), m.AsSingle(), m.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep<TVector>(TVector value) => _ = value;
}
