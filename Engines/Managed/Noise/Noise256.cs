using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbBnn.Engines.Managed;

/// <summary>Random words in registers of 256 bits.</summary>
internal readonly unsafe struct Noise256 : INoiseLanes<Vector256<ulong>, Vector256<double>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Broadcast(ulong word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Load(ulong* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ulong* target, Vector256<ulong> words) => words.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Add(Vector256<ulong> a, Vector256<ulong> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> RotateLeft(Vector256<ulong> x, [ConstantExpected] byte by) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateLeft(x, by) : (x << by) | (x >>> (64 - by));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<ulong> A, Vector256<ulong> C) Carry(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c)
    {
        var over = Vector256.GreaterThanOrEqual(a, b);
        return (a - (b & over), c - over);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ToUnit(Vector256<ulong> x) =>
        (Vector256.ConvertToDouble((x >>> 11).AsInt64()) + Vector256.Create(0.5)) * Vector256.Create(1.0 / 9007199254740992.0);
}
