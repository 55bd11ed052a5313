using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbBnn.Engines.Managed;

/// <summary>Random words in registers of 512 bits.</summary>
internal readonly unsafe struct Noise512 : INoiseLanes<Vector512<ulong>, Vector512<double>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Broadcast(ulong word) => Vector512.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Load(ulong* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ulong* target, Vector512<ulong> words) => words.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Add(Vector512<ulong> a, Vector512<ulong> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> RotateLeft(Vector512<ulong> x, [ConstantExpected] byte by) =>
        Avx512F.IsSupported ? Avx512F.RotateLeft(x, by) : (x << by) | (x >>> (64 - by));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<ulong> A, Vector512<ulong> C) Carry(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c)
    {
        var over = Vector512.GreaterThanOrEqual(a, b);
        return (a - (b & over), c - over);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ToUnit(Vector512<ulong> x) =>
        (Vector512.ConvertToDouble((x >>> 11).AsInt64()) + Vector512.Create(0.5)) * Vector512.Create(1.0 / 9007199254740992.0);
}
