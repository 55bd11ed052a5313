// Data form with units in lanes: the n x n algebra of SharedForward and SharedBackward for as many units at once as a register has lanes; B, its
// inverse S and everything else of size n x n stay in lanes, vectors over points are turned on the way in and out.
//   forward   B = I + D G D,  S = B^-1,  solutions S r
//   reverse   u = S Psi vbar,  g = S a,  q = kbar (g - a/2),
//             sum over units of  D [ kbar (S - S S) + a q' + q a' - u c' - c u' ] D,  gathered lane by lane

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The matrices of neighbouring units of one posterior, each with noise of its own, one unit a lane; lanes without a unit hold unit matrices.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class LaneDataForm<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>Whether a layer's units are computed in lanes: forward and reverse pass must agree on it.</summary>
    /// <param name="shape">The layer.</param>
    /// <param name="n">Points.</param>
    public static bool Applies(in ConjugateShape shape, int n) =>
        shape.NoiseUnits > 1 && TLanes.Count > 1 && LaneLayout.Pays(n, shape.Units, TLanes.Count);

    /// <summary>Units whose matrices are made together: all of a block where they share their noise, a register's lanes, or one.</summary>
    /// <param name="shape">The layer.</param>
    /// <param name="n">Points.</param>
    /// <param name="block">Units of the block.</param>
    public static int Together(in ConjugateShape shape, int n, int block) =>
        shape.NoiseUnits == 1 ? block : Applies(shape, n) ? TLanes.Count : 1;

    /// <summary>Inverses and solutions.</summary>
    /// <param name="n">Points.</param>
    /// <param name="count">Units.</param>
    /// <param name="sides">Right-hand sides of a unit.</param>
    /// <param name="gram">G, rows of the first unit's point stride.</param>
    /// <param name="first">The first unit.</param>
    /// <param name="right">Right-hand sides, [unit, side] rows over points.</param>
    /// <param name="inverse">Receives S, in lanes.</param>
    /// <param name="solutions">Receives S times the right-hand sides, laid out like them; zero beyond n.</param>
    /// <param name="divergences">Receives log det B + tr S - n of each unit; NaN if B could not be factorised.</param>
    public static void Solve(
        int n, int count, int sides, T* gram, in ConjugateGroup<T> first, T* right, T* inverse, T* solutions, double* divergences)
    {
        int lanes = TLanes.Count, width = LaneLayout.Width(n), stride = first.PointStride;
        using var scratch = Scratch.Enter();
        T* scale = Enter(scratch, n, count, first.Scale, first.PointStride);
        T* b = scratch.Take<T>(LaneMatrices<T, TVector, TLanes>.Size(n)), x = scratch.Take<T>(LaneMatrices<T, TVector, TLanes>.Size(n));
        T* pivots = scratch.Take<T>(width * lanes), solved = scratch.Take<T>(width * lanes);
        for (int i = 0; i < n; i++)
        {
            T* row = b + (i * width * lanes), source = gram + ((nint)i * stride);
            var factor = TLanes.Load(scale + (i * lanes));
            for (int j = 0; j <= i; j++)
            {
                var scaled = TLanes.Multiply(factor, TLanes.Load(scale + (j * lanes)));
                var diagonal = i == j ? TLanes.Broadcast(T.One) : TLanes.Zero;
                TLanes.Store(row + (j * lanes), TLanes.MultiplyAdd(scaled, TLanes.Broadcast(source[j]), diagonal));
            }
        }
        LaneMatrices<T, TVector, TLanes>.Pad(n, b);
        LaneMatrices<T, TVector, TLanes>.Factor(n, b, pivots);
        LaneMatrices<T, TVector, TLanes>.InvertFactor(n, b, x);
        LaneMatrices<T, TVector, TLanes>.Inverse(n, x, inverse);
        double* logs = stackalloc double[lanes];
        LaneMatrices<T, TVector, TLanes>.LogDeterminants(n, pivots, logs);
        for (int unit = 0; unit < count; unit++)
        {
            divergences[unit] = logs[unit];
            for (int i = 0; i < n; i++)
            {
                divergences[unit] += double.CreateTruncating(inverse[(((i * width) + i) * lanes) + unit]) - 1;
            }
        }
        new Span<T>(solutions, count * sides * stride).Clear();
        for (int side = 0; side < sides; side++)
        {
            using var inner = Scratch.Enter();
            T* rights = Enter(inner, n, count, right + (side * stride), sides * stride);
            LaneMatrices<T, TVector, TLanes>.Multiply(n, inverse, rights, lanes, solved, lanes);
            Transposition.Copy(n, count, solved, lanes, solutions + (side * stride), sides * stride);
        }
    }

    /// <summary>Solutions and sums of the reverse pass.</summary>
    /// <param name="count">Units.</param>
    /// <param name="first">The first unit.</param>
    /// <param name="inverse">S, in lanes.</param>
    /// <param name="right">Psi vbar of the members, then a, [unit, member + 1] rows over points.</param>
    /// <param name="solutions">c of the members, then a, likewise.</param>
    /// <param name="solved">Receives u of the members, then g, likewise; zero beyond n.</param>
    /// <param name="diagonals">Receives the diagonals of S and S S, [unit, 2] rows over points.</param>
    /// <param name="sums">The sum over units so far, in lanes.</param>
    public static void Reverse(
        int count, in ConjugateGroup<T> first, T* inverse, T* right, T* solutions, T* solved, T* diagonals, T* sums)
    {
        int n = first.Points, members = first.Members, stride = first.PointStride, perUnit = (members + 1) * stride;
        int lanes = TLanes.Count, width = LaneLayout.Width(n), vector = width * lanes;
        using var scratch = Scratch.Enter();
        T* scale = Enter(scratch, n, count, first.Scale, first.PointStride);
        T* square = scratch.Take<T>(LaneMatrices<T, TVector, TLanes>.Size(n));
        // Vectors in lanes: a, q, then u and c of each member.
        T* vectors = scratch.Take<T>((2 + (2 * members)) * vector), a = vectors, q = vectors + vector;
        new Span<T>(solved, count * perUnit).Clear();
        for (int i = 0; i <= members; i++)
        {
            using var inner = Scratch.Enter();
            T* side = Enter(inner, n, count, right + (i * stride), perUnit), target = i < members ? vectors + ((2 + (2 * i)) * vector) : q;
            LaneMatrices<T, TVector, TLanes>.Multiply(n, inverse, side, lanes, target, lanes);
            Transposition.Copy(n, count, target, lanes, solved + (i * stride), perUnit);
            Enter(n, count, solutions + (i * stride), perUnit, i < members ? target + vector : a);
        }
        TVector kbar = TLanes.Broadcast(first.DivergenceAdjoint), half = TLanes.Broadcast(T.CreateChecked(-0.5));
        for (int at = 0; at < n * lanes; at += lanes)
        {
            TLanes.Store(q + at, TLanes.Multiply(kbar, TLanes.MultiplyAdd(half, TLanes.Load(a + at), TLanes.Load(q + at))));
        }
        bool diverges = first.DivergenceAdjoint != T.Zero;
        if (diverges)
        {
            LaneMatrices<T, TVector, TLanes>.Square(n, inverse, square);
        }
        for (int i = 0; i < n; i++)
        {
            Row(i, width, members, diverges, kbar, scale, inverse, square, vectors, sums);
        }
        for (int i = 0; diverges && i < n; i++)
        {
            nint at = ((i * width) + i) * lanes;
            for (int unit = 0; unit < count; unit++)
            {
                diagonals[(unit * 2 * stride) + i] = inverse[at + unit];
                diagonals[(((unit * 2) + 1) * stride) + i] = square[at + unit];
            }
        }
    }

    /// <summary>Adds up the lanes of symmetric sums of which the lower part is given.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="sums">The sums, in lanes.</param>
    /// <param name="target">The whole matrix, added to.</param>
    /// <param name="stride">Its row length.</param>
    public static void AddLanes(int n, T* sums, T* target, nint stride)
    {
        int width = LaneLayout.Width(n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                T sum = TLanes.Sum(TLanes.Load(sums + (((i * width) + j) * TLanes.Count)));
                target[(i * stride) + j] += sum;
                if (i != j)
                {
                    target[(j * stride) + i] += sum;
                }
            }
        }
    }

    private static void Row(
        int i, int width, int members, bool diverges, TVector kbar, T* scale, T* inverse, T* square, T* vectors, T* sums)
    {
        int lanes = TLanes.Count, vector = width * lanes, own = i * lanes;
        T* a = vectors, q = vectors + vector, row = sums + (i * vector), s = inverse + (i * vector), squared = square + (i * vector);
        TVector ai = TLanes.Load(a + own), qi = TLanes.Load(q + own), di = TLanes.Load(scale + own);
        for (int at = 0; at <= own; at += lanes)
        {
            var sum = TLanes.MultiplyAdd(ai, TLanes.Load(q + at), TLanes.Multiply(qi, TLanes.Load(a + at)));
            if (diverges)
            {
                sum = TLanes.MultiplyAdd(kbar, TLanes.Subtract(TLanes.Load(s + at), TLanes.Load(squared + at)), sum);
            }
            for (T* u = q + vector, end = u + (2 * members * vector); u < end; u += 2 * vector)
            {
                T* c = u + vector;
                var both = TLanes.MultiplyAdd(
                    TLanes.Load(u + own), TLanes.Load(c + at), TLanes.Multiply(TLanes.Load(c + own), TLanes.Load(u + at)));
                sum = TLanes.Subtract(sum, both);
            }
            var scaled = TLanes.Multiply(di, TLanes.Load(scale + at));
            TLanes.Store(row + at, TLanes.MultiplyAdd(scaled, sum, TLanes.Load(row + at)));
        }
    }

    /// <summary>Rows over points of the units as [n, lanes], zero in lanes without a unit.</summary>
    private static T* Enter(in Scratch.Frame scratch, int n, int count, T* rows, int distance)
    {
        T* target = scratch.Take<T>(n * TLanes.Count);
        Enter(n, count, rows, distance, target);
        return target;
    }

    private static void Enter(int n, int count, T* rows, int distance, T* target)
    {
        if (count < TLanes.Count)
        {
            new Span<T>(target, n * TLanes.Count).Clear();
        }
        Transposition.Copy(count, n, rows, distance, target, TLanes.Count);
    }
}
