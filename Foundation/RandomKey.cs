// Threefry-2x64 with 20 rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011):
//   (x0, x1) = block + (k0, k1);  20 times:  x0 += x1;  x1 = rotl(x1, R[round mod 8]) ^ x0;
//   after every 4 rounds, injection s = 1..5:  x0 += ks[s mod 3];  x1 += ks[(s + 1) mod 3] + s,
//   ks = (k0, k1, k0 ^ k1 ^ 0x1BD11BDAA9FC1A22).
// Uniform on (0, 1):  u = (floor(x / 2^11) + 1/2) 2^-53.
// Normal (Box-Muller):  r = sqrt(-2 ln u(x0)),  t = 2 pi u(x1);  even columns take r cos t, odd columns r sin t.
// A single-precision draw is the double-precision draw rounded to nearest.

using System.Numerics;

namespace ProbBnn.Foundation;

/// <summary>
/// A splittable, counter-based random key. Randomness is an argument: a key is a value, folding a name or an index into it gives an
/// independent key, and every draw is a pure function of (key, row, column). Uses only add, rotate and exclusive or on 64-bit words,
/// so any engine can compute the same bits.
/// </summary>
/// <param name="Word0">First 64 bits of the key.</param>
/// <param name="Word1">Second 64 bits of the key.</param>
public readonly record struct RandomKey(ulong Word0, ulong Word1)
{
    private const ulong Parity = 0x1BD11BDAA9FC1A22UL;
    private const ulong FoldColumn = ulong.MaxValue;

    /// <summary>The root key of a seed.</summary>
    /// <param name="seed">Any value; equal seeds give equal keys.</param>
    public static RandomKey FromSeed(ulong seed) => new RandomKey(seed, 0).Fold(0);

    /// <summary>An independent key for the given index (a step, a task, a sample).</summary>
    /// <param name="index">Any value.</param>
    public RandomKey Fold(ulong index)
    {
        var (x0, x1) = Bits(index, FoldColumn);
        return new RandomKey(x0, x1);
    }

    /// <summary>An independent key for the given non-negative index.</summary>
    /// <param name="index">A non-negative index.</param>
    public RandomKey Fold(int index) => Fold((ulong)index);

    /// <summary>An independent key for a stream named by its meaning; the name is hashed by FNV-1a over its UTF-16 code units.</summary>
    /// <param name="name">What the stream is for.</param>
    public RandomKey Fold(string name)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }
        return Fold(hash);
    }

    /// <summary>128 random bits for the counter (row, block).</summary>
    /// <param name="row">First counter word.</param>
    /// <param name="block">Second counter word, below 2^64 - 1 (which is kept for <see cref="Fold(ulong)"/>).</param>
    public (ulong X0, ulong X1) Bits(ulong row, ulong block)
    {
        ulong k2 = Word0 ^ Word1 ^ Parity;
        ulong x0 = row + Word0, x1 = block + Word1;
        FourRounds(ref x0, ref x1, 16, 42, 12, 31);
        x0 += Word1;
        x1 += k2 + 1;
        FourRounds(ref x0, ref x1, 16, 32, 24, 21);
        x0 += k2;
        x1 += Word0 + 2;
        FourRounds(ref x0, ref x1, 16, 42, 12, 31);
        x0 += Word0;
        x1 += Word1 + 3;
        FourRounds(ref x0, ref x1, 16, 32, 24, 21);
        x0 += Word1;
        x1 += k2 + 4;
        FourRounds(ref x0, ref x1, 16, 42, 12, 31);
        x0 += k2;
        x1 += Word0 + 5;
        return (x0, x1);
    }

    /// <summary>A draw from the uniform distribution on the open interval (0, 1).</summary>
    /// <param name="row">First counter word.</param>
    /// <param name="column">Non-negative position in the row; columns 2j and 2j + 1 share the block j.</param>
    public double Uniform(long row, long column)
    {
        var (x0, x1) = Bits((ulong)row, (ulong)column >> 1);
        return ToUnit((column & 1) == 0 ? x0 : x1);
    }

    /// <summary>A draw from the standard normal distribution.</summary>
    /// <param name="row">First counter word.</param>
    /// <param name="column">Non-negative position in the row; columns 2j and 2j + 1 share the block j.</param>
    public double Normal(long row, long column)
    {
        var (x0, x1) = Bits((ulong)row, (ulong)column >> 1);
        double radius = Math.Sqrt(-2.0 * Math.Log(ToUnit(x0)));
        double angle = 2.0 * Math.PI * ToUnit(x1);
        return radius * ((column & 1) == 0 ? Math.Cos(angle) : Math.Sin(angle));
    }

    /// <summary>A draw from the integers 0 .. <paramref name="exclusiveUpper"/> - 1 (bias below 2^-32 for bounds below 2^31).</summary>
    /// <param name="row">First counter word.</param>
    /// <param name="column">Non-negative position in the row.</param>
    /// <param name="exclusiveUpper">A positive bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Integer(long row, long column, int exclusiveUpper)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveUpper);
        var (x0, x1) = Bits((ulong)row, (ulong)column >> 1);
        return (int)Math.BigMul((column & 1) == 0 ? x0 : x1, (ulong)exclusiveUpper, out _);
    }

    /// <summary>A uniformly random permutation of 0 .. count - 1 (Fisher-Yates).</summary>
    /// <param name="count">A non-negative count.</param>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        Permute(order);
        return order;
    }

    /// <summary>Writes the permutation that <see cref="Permutation"/> gives for as many indices.</summary>
    /// <param name="order">Receives each of 0 .. its length - 1 once; what it held does not matter.</param>
    public void Permute(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = Integer(0, i, i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }

    /// <summary>The uniform number on (0, 1) that 64 random bits stand for.</summary>
    /// <param name="bits">64 random bits.</param>
    public static double ToUnit(ulong bits) => ((bits >> 11) + 0.5) * (1.0 / 9007199254740992.0);

    private static void FourRounds(ref ulong x0, ref ulong x1, int r0, int r1, int r2, int r3)
    {
        x0 += x1;
        x1 = BitOperations.RotateLeft(x1, r0) ^ x0;
        x0 += x1;
        x1 = BitOperations.RotateLeft(x1, r1) ^ x0;
        x0 += x1;
        x1 = BitOperations.RotateLeft(x1, r2) ^ x0;
        x0 += x1;
        x1 = BitOperations.RotateLeft(x1, r3) ^ x0;
    }
}
