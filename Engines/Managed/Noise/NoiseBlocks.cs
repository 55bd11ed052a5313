// Threefry-2x64 with 20 rounds as in RandomKey, a register of counters at a time; block (row, j) gives columns 2 j and 2 j + 1 of its row
// by Box and Muller: r cos t and r sin t, r = sqrt(-2 ln u0), t = 2 pi u1.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ProbBnn.Foundation;

namespace ProbBnn.Engines.Managed;

/// <summary>Blocks of standard normal noise from keys and counters, in double precision.</summary>
/// <typeparam name="TWords">The register of words.</typeparam>
/// <typeparam name="TVector">The register of doubles.</typeparam>
/// <typeparam name="TNoise">The operations on words.</typeparam>
/// <typeparam name="TMath">The operations on doubles.</typeparam>
internal static unsafe class NoiseBlocks<TWords, TVector, TNoise, TMath>
    where TWords : struct
    where TVector : struct
    where TNoise : INoiseLanes<TWords, TVector>
    where TMath : IArithmetic<double, TVector>
{
    /// <summary>Blocks that are turned into noise together, at most.</summary>
    public const int Tile = 128;

    private const ulong Parity = 0x1BD11BDAA9FC1A22UL;

    /// <summary>Turns words into noise.</summary>
    /// <param name="count">Blocks, at most <see cref="Tile"/>.</param>
    /// <param name="words">The first words, and from <see cref="Tile"/> on the second ones.</param>
    /// <param name="draws">Receives the noise of even columns, and from <see cref="Tile"/> on of odd ones.</param>
    public static void Normals(int count, ulong* words, double* draws)
    {
        int lanes = TMath.Count;
        for (int i = 0; i < count; i += lanes)
        {
            var u = TNoise.ToUnit(TNoise.Load(words + i));
            TMath.Store(draws + i, TMath.Sqrt(TMath.Multiply(TMath.Broadcast(-2), TMath.Log(u))));
        }
        for (int i = 0; i < count; i += lanes)
        {
            var turns = TMath.Multiply(TNoise.ToUnit(TNoise.Load(words + Tile + i)), TMath.Broadcast(4));
            var quadrant = TMath.Round(turns);
            var angle = TMath.Multiply(TMath.Subtract(turns, quadrant), TMath.Broadcast(Math.PI / 2));
            var (sine, cosine) = Trigonometry.Quadrants<double, TVector, TMath>(angle, quadrant);
            var radius = TMath.Load(draws + i);
            TMath.Store(draws + i, TMath.Multiply(radius, cosine));
            TMath.Store(draws + Tile + i, TMath.Multiply(radius, sine));
        }
    }

    /// <summary>The two words of the counters (row, block).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TWords X0, TWords X1) Words(RandomKey key, TWords row, TWords block)
    {
        ulong third = key.Word0 ^ key.Word1 ^ Parity;
        TWords x0 = TNoise.Add(row, TNoise.Broadcast(key.Word0)), x1 = TNoise.Add(block, TNoise.Broadcast(key.Word1));
        FourRounds(ref x0, ref x1, 16, 42, 12, 31);
        Inject(ref x0, ref x1, key.Word1, third + 1);
        FourRounds(ref x0, ref x1, 16, 32, 24, 21);
        Inject(ref x0, ref x1, third, key.Word0 + 2);
        FourRounds(ref x0, ref x1, 16, 42, 12, 31);
        Inject(ref x0, ref x1, key.Word0, key.Word1 + 3);
        FourRounds(ref x0, ref x1, 16, 32, 24, 21);
        Inject(ref x0, ref x1, key.Word1, third + 4);
        FourRounds(ref x0, ref x1, 16, 42, 12, 31);
        Inject(ref x0, ref x1, third, key.Word0 + 5);
        return (x0, x1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Inject(ref TWords x0, ref TWords x1, ulong word0, ulong word1)
    {
        x0 = TNoise.Add(x0, TNoise.Broadcast(word0));
        x1 = TNoise.Add(x1, TNoise.Broadcast(word1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRounds(
        ref TWords x0, ref TWords x1, [ConstantExpected] byte r0, [ConstantExpected] byte r1, [ConstantExpected] byte r2,
        [ConstantExpected] byte r3)
    {
        x0 = TNoise.Add(x0, x1);
        x1 = TNoise.Xor(TNoise.RotateLeft(x1, r0), x0);
        x0 = TNoise.Add(x0, x1);
        x1 = TNoise.Xor(TNoise.RotateLeft(x1, r1), x0);
        x0 = TNoise.Add(x0, x1);
        x1 = TNoise.Xor(TNoise.RotateLeft(x1, r2), x0);
        x0 = TNoise.Add(x0, x1);
        x1 = TNoise.Xor(TNoise.RotateLeft(x1, r3), x0);
    }
}
