using System.Diagnostics.CodeAnalysis;

namespace ProbBnn.Engines.Managed;

/// <summary>Registers of 64-bit words beside registers of as many doubles, as the random generator needs them.</summary>
/// <typeparam name="TWords">The register of words.</typeparam>
/// <typeparam name="TVector">The register of doubles.</typeparam>
internal unsafe interface INoiseLanes<TWords, TVector>
    where TWords : struct
    where TVector : struct
{
    /// <summary>A register with every lane equal to the word.</summary>
    static abstract TWords Broadcast(ulong word);

    /// <summary>Loads a register.</summary>
    static abstract TWords Load(ulong* source);

    /// <summary>Stores a register.</summary>
    static abstract void Store(ulong* target, TWords words);

    /// <summary>a + b modulo 2^64.</summary>
    static abstract TWords Add(TWords a, TWords b);

    /// <summary>Exclusive or.</summary>
    static abstract TWords Xor(TWords a, TWords b);

    /// <summary>Rotates every word to the left.</summary>
    static abstract TWords RotateLeft(TWords x, [ConstantExpected] byte by);

    /// <summary>a less b and one more in c for every lane with a at or above b, else a and c.</summary>
    static abstract (TWords A, TWords C) Carry(TWords a, TWords b, TWords c);

    /// <summary>The number on (0, 1) that a word stands for: (floor(x / 2^11) + 1/2) 2^-53.</summary>
    static abstract TVector ToUnit(TWords x);
}
