using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using ProbBnn.Foundation;

namespace ProbBnn.Engines.Managed;

/// <summary>Random words one at a time.</summary>
internal readonly unsafe struct NoiseScalar : INoiseLanes<ulong, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Broadcast(ulong word) => word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(ulong* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ulong* target, ulong words) => *target = words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong a, ulong b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Xor(ulong a, ulong b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RotateLeft(ulong x, [ConstantExpected] byte by) => BitOperations.RotateLeft(x, by);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong A, ulong C) Carry(ulong a, ulong b, ulong c) => a >= b ? (a - b, c + 1) : (a, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToUnit(ulong x) => RandomKey.ToUnit(x);
}
