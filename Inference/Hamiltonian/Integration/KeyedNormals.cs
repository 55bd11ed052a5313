// The normal draws of RandomKey, row 0, many at a time: blocks j of two draws each by Threefry-2x64 in the lanes of the registers, then
//   r = sqrt(-2 ln u(x0)),  t = 2 pi u(x1),   draws 2j and 2j + 1 are r cos t and r sin t,   u(x) = (floor(x / 2^11) + 1/2) 2^-53.
// Which blocks share a register is a matter of their numbers alone: elementary functions treat a register with a rare argument another
// way as a whole, so registers cut by where memory happens to begin would give other last bits from process to process.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Standard normal vectors, equal to the draws of a key up to rounding.</summary>
internal static class KeyedNormals
{
    private const ulong Parity = 0x1BD11BDAA9FC1A22UL;
    private const int Blocks = 128;

    /// <summary>Writes the normal draws of row 0 at the columns 0, 1, ..</summary>
    public static void Fill(RandomKey key, Span<double> normals)
    {
        Span<double> radius = stackalloc double[Blocks], angle = stackalloc double[Blocks];
        Span<double> sine = stackalloc double[Blocks], cosine = stackalloc double[Blocks];
        for (int at = 0; at < normals.Length; at += 2 * Blocks)
        {
            Uniforms(key, (ulong)at / 2, radius, angle);
            for (int j = 0; j < Blocks; j += Vector<double>.Count)
            {
                var r = Vector.SquareRoot(Vector.Log(new Vector<double>(radius[j..])) * -2);
                var (sin, cos) = Vector.SinCos(new Vector<double>(angle[j..]) * (2 * Math.PI));
                (r * cos).CopyTo(cosine[j..]);
                (r * sin).CopyTo(sine[j..]);
            }
            var part = normals[at..Math.Min(at + 2 * Blocks, normals.Length)];
            var pairs = MemoryMarshal.Cast<double, Complex>(part);
            for (int j = 0; j < pairs.Length; j++)
            {
                pairs[j] = new Complex(cosine[j], sine[j]);
            }
            if (part.Length % 2 == 1)
            {
                part[^1] = cosine[pairs.Length];
            }
        }
    }

    /// <summary>Two registers' worth of blocks at a time: each round waits for the one before, so one alone would leave units idle.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Uniforms(RandomKey key, ulong firstBlock, Span<double> first, Span<double> second)
    {
        ReadOnlySpan<int> rotations = [16, 42, 12, 31, 16, 32, 24, 21];
        Vector<ulong> k0 = new(key.Word0), k1 = new(key.Word1), k2 = new(key.Word0 ^ key.Word1 ^ Parity);
        int lanes = Vector<ulong>.Count;
        Vector<ulong> step = new((ulong)lanes), one = new(1);
        var counter = Vector.CreateSequence(firstBlock, 1UL) + k1;
        for (int j = 0; j < Blocks; j += 2 * lanes)
        {
            Vector<ulong> a0 = k0, a1 = counter, b0 = k0, b1 = counter + step;
            counter = b1 + step;
            Vector<ulong> even = k1, odd = k2, next = k0, injection = one;
            for (int round = 0; round < 20; round += 4)
            {
                foreach (int left in rotations.Slice(round & 4, 4))
                {
                    a0 += a1;
                    b0 += b1;
                    a1 = ((a1 << left) | (a1 >>> (64 - left))) ^ a0;
                    b1 = ((b1 << left) | (b1 >>> (64 - left))) ^ b0;
                }
                var numbered = odd + injection;
                a0 += even;
                b0 += even;
                a1 += numbered;
                b1 += numbered;
                (even, odd, next) = (odd, next, even);
                injection += one;
            }
            ToUnit(a0).CopyTo(first[j..]);
            ToUnit(a1).CopyTo(second[j..]);
            ToUnit(b0).CopyTo(first[(j + lanes)..]);
            ToUnit(b1).CopyTo(second[(j + lanes)..]);
        }
    }

    private static Vector<double> ToUnit(Vector<ulong> bits) =>
        (Vector.ConvertToDouble(bits >>> 11) + new Vector<double>(0.5)) * new Vector<double>(1.0 / 9007199254740992.0);
}
