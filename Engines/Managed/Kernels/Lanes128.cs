using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbBnn.Engines.Managed;

/// <summary>Registers of 128 bits.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct Lanes128<T> : ILanes<T, Vector128<T>>
    where T : unmanaged, INumber<T>
{
    public static int Count => Vector128<T>.Count;

    public static int TileRows => 4;

    public static int TileVectors => 3;

    public static Vector128<T> Zero => Vector128<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, Vector128<T> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> a, Vector128<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> a, Vector128<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> a, Vector128<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Sqrt(Vector128<T> a) => Vector128.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) => typeof(T) == typeof(double)
        ? Vector128.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
        : Vector128.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> value) => Vector128.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d, T* target)
    {
        if (typeof(T) == typeof(double) && Sse3.IsSupported)
        {
            Sse3.HorizontalAdd(a.AsDouble(), b.AsDouble()).As<double, T>().Store(target);
            Sse3.HorizontalAdd(c.AsDouble(), d.AsDouble()).As<double, T>().Store(target + 2);
        }
        else if (typeof(T) == typeof(float) && Sse3.IsSupported)
        {
            var ab = Sse3.HorizontalAdd(a.AsSingle(), b.AsSingle());
            var cd = Sse3.HorizontalAdd(c.AsSingle(), d.AsSingle());
            Sse3.HorizontalAdd(ab, cd).As<float, T>().Store(target);
        }
        else
        {
            target[0] = Sum(a);
            target[1] = Sum(b);
            target[2] = Sum(c);
            target[3] = Sum(d);
        }
    }
    public static Vector128<T> LoadFirst(T* source, int count)
    {
        T* lanes = stackalloc T[Count];
        PartialLanes.Copy(source, lanes, count, Count);
        return Load(lanes);
    }

    public static void StoreFirst(T* target, Vector128<T> value, int count)
    {
        T* lanes = stackalloc T[Count];
        Store(lanes, value);
        PartialLanes.Copy(lanes, target, count, count);
    }
}
