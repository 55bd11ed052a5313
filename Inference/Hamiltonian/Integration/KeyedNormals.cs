// The normal draws of RandomKey, row 0, many at a time: blocks j of two draws each by Threefry-2x64 in the lanes of the registers, then
//   r = sqrt(-2 ln u(x0)),  t = 2 pi u(x1),   draws 2j and 2j + 1 are r cos t and r sin t,   u(x) = (floor(x / 2^11) + 1/2) 2^-53.

using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Standard normal vectors, equal to the draws of a key up to rounding.</summary>
internal static class KeyedNormals
{
    private const ulong Parity = 0x1BD11BDAA9FC1A22UL;
    private const int Blocks = 64;

    /// <summary>Writes the normal draws of row 0 at the columns 0, 1, ..</summary>
    public static void Fill(RandomKey key, Span<double> normals)
    {
        Span<double> radius = stackalloc double[Blocks], angle = stackalloc double[Blocks];
        Span<double> sine = stackalloc double[Blocks], cosine = stackalloc double[Blocks];
        for (int at = 0; at < normals.Length; at += 2 * Blocks)
        {
            Uniforms(key, (ulong)at / 2, radius, angle);
            TensorPrimitives.Log(radius, radius);
            TensorPrimitives.Multiply(radius, -2, radius);
            TensorPrimitives.Sqrt(radius, radius);
            TensorPrimitives.Multiply(angle, 2 * Math.PI, angle);
            TensorPrimitives.SinCos(angle, sine, cosine);
            TensorPrimitives.Multiply(radius, cosine, cosine);
            TensorPrimitives.Multiply(radius, sine, sine);
            var part = normals[at..Math.Min(at + 2 * Blocks, normals.Length)];
            for (int j = 0; 2 * j < part.Length; j++)
            {
                part[2 * j] = cosine[j];
                if (2 * j + 1 < part.Length)
                {
                    part[2 * j + 1] = sine[j];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Uniforms(RandomKey key, ulong firstBlock, Span<double> first, Span<double> second)
    {
        Vector<ulong> k0 = new(key.Word0), k1 = new(key.Word1), k2 = new(key.Word0 ^ key.Word1 ^ Parity);
        Vector<double> half = new(0.5), unit = new(1.0 / 9007199254740992.0);
        for (int j = 0; j < Blocks; j += Vector<ulong>.Count)
        {
            Vector<ulong> x0 = k0, x1 = Vector.CreateSequence(firstBlock + (ulong)j, 1UL) + k1;
            FourRounds(ref x0, ref x1, 16, 42, 12, 31);
            x0 += k1;
            x1 += k2 + new Vector<ulong>(1);
            FourRounds(ref x0, ref x1, 16, 32, 24, 21);
            x0 += k2;
            x1 += k0 + new Vector<ulong>(2);
            FourRounds(ref x0, ref x1, 16, 42, 12, 31);
            x0 += k0;
            x1 += k1 + new Vector<ulong>(3);
            FourRounds(ref x0, ref x1, 16, 32, 24, 21);
            x0 += k1;
            x1 += k2 + new Vector<ulong>(4);
            FourRounds(ref x0, ref x1, 16, 42, 12, 31);
            x0 += k2;
            x1 += k0 + new Vector<ulong>(5);
            ((Vector.ConvertToDouble(x0 >>> 11) + half) * unit).CopyTo(first[j..]);
            ((Vector.ConvertToDouble(x1 >>> 11) + half) * unit).CopyTo(second[j..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRounds(ref Vector<ulong> x0, ref Vector<ulong> x1, int r0, int r1, int r2, int r3)
    {
        x0 += x1;
        x1 = ((x1 << r0) | (x1 >>> (64 - r0))) ^ x0;
        x0 += x1;
        x1 = ((x1 << r1) | (x1 >>> (64 - r1))) ^ x0;
        x0 += x1;
        x1 = ((x1 << r2) | (x1 >>> (64 - r2))) ^ x0;
        x0 += x1;
        x1 = ((x1 << r3) | (x1 >>> (64 - r3))) ^ x0;
    }
}
