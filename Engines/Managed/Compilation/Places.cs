using System.Collections.Immutable;

namespace ProbBnn.Engines.Managed;

/// <summary>Where the values of a listing lie: one stretch of memory a session, and one of constants that all sessions share.</summary>
/// <param name="Offsets">
/// For every value, its offset in bytes, in the constants for a constant and in the session otherwise; -1 for none.
/// </param>
/// <param name="IsConstant">For every value, whether it lies among the constants.</param>
/// <param name="SessionBytes">Length of a session's stretch.</param>
/// <param name="ConstantBytes">Length of the constants' stretch.</param>
/// <param name="Copies">Values to be copied to inputs at the end of a run, since they could not be computed in place.</param>
internal sealed record Places(
    ImmutableArray<long> Offsets, ImmutableArray<bool> IsConstant, long SessionBytes, long ConstantBytes,
    ImmutableArray<(int Value, int Input)> Copies);
