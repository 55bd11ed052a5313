using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbBnn.Engines.Managed;

/// <summary>Random words in registers of 128 bits.</summary>
internal readonly unsafe struct Noise128 : INoiseLanes<Vector128<ulong>, Vector128<double>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Broadcast(ulong word) => Vector128.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Load(ulong* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ulong* target, Vector128<ulong> words) => words.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Add(Vector128<ulong> a, Vector128<ulong> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> a, Vector128<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> RotateLeft(Vector128<ulong> x, [ConstantExpected] byte by) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateLeft(x, by) : (x << by) | (x >>> (64 - by));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<ulong> A, Vector128<ulong> C) Carry(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c)
    {
        var over = Vector128.GreaterThanOrEqual(a, b);
        return (a - (b & over), c - over);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> ToUnit(Vector128<ulong> x) =>
        (Vector128.ConvertToDouble((x >>> 11).AsInt64()) + Vector128.Create(0.5)) * Vector128.Create(1.0 / 9007199254740992.0);
}
