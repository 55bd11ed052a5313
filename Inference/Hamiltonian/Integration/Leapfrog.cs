// One leapfrog step of size e from (q, w), w the whitened momentum, S the factor of the inverse mass matrix, g the gradient of the log
// density:
//   w <- w + e/2 S' g(q),   q <- q + e S w,   w <- w + e/2 S' g(q)
// Two passes a step: Kick ends one step, Push begins the next; one gradient serves both.
// S is diagonal here, S = diag(s); a dense one gives S' g as the "gradient" with s = 1, and moves q by itself.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbBnn.Inference;

/// <summary>The vector passes of the leapfrog integrator; all vectors of a call have equal lengths.</summary>
internal static class Leapfrog
{
    /// <summary>Ends a step: p = w + h s g.</summary>
    /// <returns>|p|^2.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Kick(
        ReadOnlySpan<double> w, ReadOnlySpan<double> s, ReadOnlySpan<double> g, double h, Span<double> p)
    {
        int length = Common(w.Length, s.Length, g.Length, p.Length, p.Length);
        ref double wr = ref First(w), sr = ref First(s), gr = ref First(g), pr = ref First(p);
        var hs = new Vector<double>(h);
        var squares = Vector<double>.Zero;
        nuint i = 0, whole = (nuint)(length - length % Vector<double>.Count);
        for (; i < whole; i += (nuint)Vector<double>.Count)
        {
            var v = Vector.FusedMultiplyAdd(
                Vector.LoadUnsafe(ref sr, i) * hs, Vector.LoadUnsafe(ref gr, i), Vector.LoadUnsafe(ref wr, i));
            v.StoreUnsafe(ref pr, i);
            squares = Vector.FusedMultiplyAdd(v, v, squares);
        }
        double sum = Vector.Sum(squares);
        for (int j = (int)i; j < length; j++)
        {
            p[j] = w[j] + h * s[j] * g[j];
            sum += p[j] * p[j];
        }
        return sum;
    }

    /// <summary>Ends a step whose state is the second one of a pair: p = w + h s g, r = o + p, o the momentum of the first.</summary>
    /// <returns>|p|^2 and o . p.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Squares, double Product) Kick(
        ReadOnlySpan<double> w, ReadOnlySpan<double> s, ReadOnlySpan<double> g, double h, Span<double> p, ReadOnlySpan<double> o,
        Span<double> r)
    {
        int length = Common(w.Length, s.Length, g.Length, Math.Min(p.Length, o.Length), r.Length);
        ref double wr = ref First(w), sr = ref First(s), gr = ref First(g), pr = ref First(p), or = ref First(o), rr = ref First(r);
        var hs = new Vector<double>(h);
        var squares = Vector<double>.Zero;
        var products = Vector<double>.Zero;
        nuint i = 0, whole = (nuint)(length - length % Vector<double>.Count);
        for (; i < whole; i += (nuint)Vector<double>.Count)
        {
            var v = Vector.FusedMultiplyAdd(
                Vector.LoadUnsafe(ref sr, i) * hs, Vector.LoadUnsafe(ref gr, i), Vector.LoadUnsafe(ref wr, i));
            var other = Vector.LoadUnsafe(ref or, i);
            v.StoreUnsafe(ref pr, i);
            (v + other).StoreUnsafe(ref rr, i);
            squares = Vector.FusedMultiplyAdd(v, v, squares);
            products = Vector.FusedMultiplyAdd(v, other, products);
        }
        double sum = Vector.Sum(squares), product = Vector.Sum(products);
        for (int j = (int)i; j < length; j++)
        {
            p[j] = w[j] + h * s[j] * g[j];
            r[j] = p[j] + o[j];
            sum += p[j] * p[j];
            product += p[j] * o[j];
        }
        return (sum, product);
    }

    /// <summary>Begins a step with a diagonal S: w = p + h s g, to = from + e s w, with e = 2 h.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Push(
        ReadOnlySpan<double> p, ReadOnlySpan<double> s, ReadOnlySpan<double> g, double h, Span<double> w, ReadOnlySpan<double> from,
        Span<double> to)
    {
        int length = Common(p.Length, s.Length, g.Length, Math.Min(w.Length, from.Length), to.Length);
        ref double pr = ref First(p), sr = ref First(s), gr = ref First(g), wr = ref First(w), fr = ref First(from), tr = ref First(to);
        Vector<double> hs = new(h), two = new(2);
        nuint i = 0, whole = (nuint)(length - length % Vector<double>.Count);
        for (; i < whole; i += (nuint)Vector<double>.Count)
        {
            var half = Vector.LoadUnsafe(ref sr, i) * hs;
            var v = Vector.FusedMultiplyAdd(half, Vector.LoadUnsafe(ref gr, i), Vector.LoadUnsafe(ref pr, i));
            v.StoreUnsafe(ref wr, i);
            Vector.FusedMultiplyAdd(half * two, v, Vector.LoadUnsafe(ref fr, i)).StoreUnsafe(ref tr, i);
        }
        for (int j = (int)i; j < length; j++)
        {
            w[j] = p[j] + h * s[j] * g[j];
            to[j] = from[j] + 2 * h * s[j] * w[j];
        }
    }

    /// <summary>
    /// Whether a path through two neighbouring stretches goes on, in which case their sums of momenta are added. With a, b the first and
    /// last momenta of the earlier stretch and r its sum, c, d and t those of the later one: the path goes on if all of
    /// a.(r + t), d.(r + t), a.(r + c), c.(r + c), b.(t + b), d.(t + b) are positive.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Join(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> r, ReadOnlySpan<double> c, ReadOnlySpan<double> d,
        ReadOnlySpan<double> t, Span<double> sum)
    {
        int length = Common(a.Length, Math.Min(b.Length, c.Length), Math.Min(d.Length, r.Length), t.Length, sum.Length);
        ref double ar = ref First(a), br = ref First(b), rr = ref First(r), cr = ref First(c), dr = ref First(d), tr = ref First(t);
        ref double ur = ref First(sum);
        Vector<double> whole1 = default, whole2 = default, left1 = default, left2 = default, right1 = default, right2 = default;
        nuint i = 0, whole = (nuint)(length - length % Vector<double>.Count);
        for (; i < whole; i += (nuint)Vector<double>.Count)
        {
            Vector<double> va = Vector.LoadUnsafe(ref ar, i), vd = Vector.LoadUnsafe(ref dr, i);
            Vector<double> vr = Vector.LoadUnsafe(ref rr, i), vt = Vector.LoadUnsafe(ref tr, i);
            Vector<double> vb = Vector.LoadUnsafe(ref br, i), vc = Vector.LoadUnsafe(ref cr, i);
            Vector<double> all = vr + vt, left = vr + vc, right = vt + vb;
            all.StoreUnsafe(ref ur, i);
            whole1 = Vector.FusedMultiplyAdd(va, all, whole1);
            whole2 = Vector.FusedMultiplyAdd(vd, all, whole2);
            left1 = Vector.FusedMultiplyAdd(va, left, left1);
            left2 = Vector.FusedMultiplyAdd(vc, left, left2);
            right1 = Vector.FusedMultiplyAdd(vb, right, right1);
            right2 = Vector.FusedMultiplyAdd(vd, right, right2);
        }
        double w1 = Vector.Sum(whole1), w2 = Vector.Sum(whole2), l1 = Vector.Sum(left1), l2 = Vector.Sum(left2);
        double r1 = Vector.Sum(right1), r2 = Vector.Sum(right2);
        for (int j = (int)i; j < length; j++)
        {
            double all = r[j] + t[j], left = r[j] + c[j], right = t[j] + b[j];
            w1 += a[j] * all;
            w2 += d[j] * all;
            l1 += a[j] * left;
            l2 += c[j] * left;
            r1 += b[j] * right;
            r2 += d[j] * right;
            sum[j] = all;
        }
        return w1 > 0 && w2 > 0 && l1 > 0 && l2 > 0 && r1 > 0 && r2 > 0;
    }

    private static int Common(int a, int b, int c, int d, int e) => a == b && a == c && a == d && a == e
        ? a
        : throw new ArgumentException("the vectors of a leapfrog step differ in length");

    private static ref double First(ReadOnlySpan<double> values) => ref MemoryMarshal.GetReference(values);
}
