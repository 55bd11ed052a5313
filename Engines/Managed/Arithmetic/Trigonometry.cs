// x = q pi/2 + r,  q = round(2 x / pi),  |r| <= pi/4 (pi/2 in three parts);  sin r and cos r by their power series to r^17/17! and r^16/16!
// (below 1e-19 and 3e-18 of error).  q mod 4 = 0, 1, 2, 3:  sin x = sin r, cos r, -sin r, -cos r;  cos x = cos r, -sin r, -cos r, sin r.
// Where some |x| is too large for three parts, those lanes go through the runtime's library.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>Sine and cosine in registers.</summary>
internal static unsafe class Trigonometry
{
    private const double Part1 = 1.5707963267948966, Part2 = 6.123233995736766e-17, Part3 = -1.4973849048591698e-33;
    private const double Part1Single = 1.5707963705062866, Part2Single = -4.371138828673793e-8, Part3Single = -1.7151245100058819e-15;

    /// <summary>sin x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sin<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var limit = TMath.Broadcast(Limit<T>());
        return TMath.AnyGreater(TMath.Abs(x), limit)
            ? Large<T, TVector, TMath>(x, sine: true)
            : Reduced<T, TVector, TMath>(x).Sin;
    }

    /// <summary>cos x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Cos<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var limit = TMath.Broadcast(Limit<T>());
        return TMath.AnyGreater(TMath.Abs(x), limit)
            ? Large<T, TVector, TMath>(x, sine: false)
            : Reduced<T, TVector, TMath>(x).Cos;
    }

    /// <summary>Sine and cosine of r + q pi/2 for |r| at most pi/4 and an integer q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TVector Sin, TVector Cos) Quadrants<T, TVector, TMath>(TVector r, TVector q)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var square = TMath.Multiply(r, r);
        var sine = TMath.Broadcast(T.CreateTruncating(1.0 / 355687428096000));
        sine = TMath.MultiplyAdd(sine, square, TMath.Broadcast(T.CreateTruncating(-1.0 / 1307674368000)));
        sine = TMath.MultiplyAdd(sine, square, TMath.Broadcast(T.CreateTruncating(1.0 / 6227020800)));
        sine = TMath.MultiplyAdd(sine, square, TMath.Broadcast(T.CreateTruncating(-1.0 / 39916800)));
        sine = TMath.MultiplyAdd(sine, square, TMath.Broadcast(T.CreateTruncating(1.0 / 362880)));
        sine = TMath.MultiplyAdd(sine, square, TMath.Broadcast(T.CreateTruncating(-1.0 / 5040)));
        sine = TMath.MultiplyAdd(sine, square, TMath.Broadcast(T.CreateTruncating(1.0 / 120)));
        sine = TMath.MultiplyAdd(sine, square, TMath.Broadcast(T.CreateTruncating(-1.0 / 6)));
        sine = TMath.MultiplyAdd(TMath.Multiply(sine, square), r, r);
        var cosine = TMath.Broadcast(T.CreateTruncating(1.0 / 20922789888000));
        cosine = TMath.MultiplyAdd(cosine, square, TMath.Broadcast(T.CreateTruncating(-1.0 / 87178291200)));
        cosine = TMath.MultiplyAdd(cosine, square, TMath.Broadcast(T.CreateTruncating(1.0 / 479001600)));
        cosine = TMath.MultiplyAdd(cosine, square, TMath.Broadcast(T.CreateTruncating(-1.0 / 3628800)));
        cosine = TMath.MultiplyAdd(cosine, square, TMath.Broadcast(T.CreateTruncating(1.0 / 40320)));
        cosine = TMath.MultiplyAdd(cosine, square, TMath.Broadcast(T.CreateTruncating(-1.0 / 720)));
        cosine = TMath.MultiplyAdd(cosine, square, TMath.Broadcast(T.CreateTruncating(1.0 / 24)));
        cosine = TMath.MultiplyAdd(cosine, square, TMath.Broadcast(T.CreateTruncating(-0.5)));
        cosine = TMath.MultiplyAdd(cosine, square, TMath.Broadcast(T.One));

        // quadrant = q - 4 round(q / 4) is -2, -1, 0, 1 or 2; |quadrant| = 1 exchanges sine and cosine.
        var quarter = TMath.Round(TMath.Multiply(q, TMath.Broadcast(T.CreateTruncating(0.25))));
        var quadrant = TMath.MultiplyAdd(quarter, TMath.Broadcast(T.CreateTruncating(-4)), q);
        var odd = TMath.Abs(TMath.Subtract(TMath.Abs(quadrant), TMath.Broadcast(T.One)));
        var half = TMath.Broadcast(T.CreateTruncating(0.5));
        var s = TMath.IfGreater(half, odd, cosine, sine);
        var c = TMath.IfGreater(half, odd, sine, cosine);
        var oneAndHalf = TMath.Broadcast(T.CreateTruncating(1.5));
        s = TMath.IfGreater(TMath.Negate(half), quadrant, TMath.Negate(s), s);
        s = TMath.IfGreater(quadrant, oneAndHalf, TMath.Negate(s), s);
        c = TMath.IfGreater(quadrant, half, TMath.Negate(c), c);
        c = TMath.IfGreater(TMath.Negate(oneAndHalf), quadrant, TMath.Negate(c), c);
        return (s, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Sin, TVector Cos) Reduced<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        bool wide = typeof(T) == typeof(double);
        var q = TMath.Round(TMath.Multiply(x, TMath.Broadcast(T.CreateTruncating(2 / Math.PI))));
        var minusQ = TMath.Negate(q);
        var r = TMath.MultiplyAdd(minusQ, TMath.Broadcast(T.CreateTruncating(wide ? Part1 : Part1Single)), x);
        r = TMath.MultiplyAdd(minusQ, TMath.Broadcast(T.CreateTruncating(wide ? Part2 : Part2Single)), r);
        r = TMath.MultiplyAdd(minusQ, TMath.Broadcast(T.CreateTruncating(wide ? Part3 : Part3Single)), r);
        return Quadrants<T, TVector, TMath>(r, q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Limit<T>()
        where T : INumber<T> => T.CreateTruncating(typeof(T) == typeof(double) ? 1e8 : 1e4);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TVector Large<T, TVector, TMath>(TVector x, bool sine)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        T* lanes = stackalloc T[2 * TMath.Count];
        TMath.Store(lanes, x);
        var reduced = Reduced<T, TVector, TMath>(x);
        TMath.Store(lanes + TMath.Count, sine ? reduced.Sin : reduced.Cos);
        for (int i = 0; i < TMath.Count; i++)
        {
            bool small = !(T.Abs(lanes[i]) > Limit<T>());
            lanes[i] = small ? lanes[TMath.Count + i] : sine ? T.Sin(lanes[i]) : T.Cos(lanes[i]);
        }
        return TMath.Load(lanes);
    }
}
