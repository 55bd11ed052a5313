using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>Arithmetic on one element at a time.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct ArithmeticScalar<T> : IArithmetic<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static VectorWidth Width => VectorWidth.Scalar;

    public static int Count => 1;

    public static T Indices => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Broadcast(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LoadFirst(T* source, int count) => count > 0 ? *source : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, T value) => *target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(T* target, T value, int count) => LanesScalar<T>.StoreFirst(target, value, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T a, T b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Subtract(T a, T b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply(T a, T b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Divide(T a, T b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T a, T b, T c) => T.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Negate(T x) => -x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Abs(T x) => T.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sqrt(T x) => T.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(T a, T b) => T.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Round(T x) => T.Round(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log(T x) => T.Log(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowerOfTwo(T n) => T.ScaleB(T.One, int.CreateTruncating(n));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T IfGreater(T a, T b, T then, T otherwise) => a > b ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(T a, T b) => a > b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T value) => value;
}
