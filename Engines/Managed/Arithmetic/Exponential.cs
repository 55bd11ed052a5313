// exp x = 2^n exp r,  n = round(x / ln 2),  r = x - n ln 2 (ln 2 in two parts),  |r| <= ln 2 / 2;  exp r by its power series to r^13/13!
// (double; the next term is below 5e-18) or r^7/7! (single). 2^n is applied in two steps, so that results below the normal range come out.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>The exponential function in registers.</summary>
internal static class Exponential
{
    private const double Ln2High = 0.6931471805599453, Ln2Low = 2.3190468138462996e-17;
    private const float Ln2HighSingle = 0.6931471824645996f, Ln2LowSingle = -1.9046542121259336e-9f;

    /// <summary>exp x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var limit = TMath.Broadcast(T.CreateTruncating(typeof(T) == typeof(double) ? 800.0 : 110.0));
        x = TMath.IfGreater(x, limit, limit, x);
        x = TMath.IfGreater(TMath.Negate(limit), x, TMath.Negate(limit), x);
        var n = TMath.Round(TMath.Multiply(x, TMath.Broadcast(T.CreateTruncating(1.0 / Math.Log(2)))));
        var minusN = TMath.Negate(n);
        var r = TMath.MultiplyAdd(minusN, TMath.Broadcast(High<T>()), x);
        r = TMath.MultiplyAdd(minusN, TMath.Broadcast(Low<T>()), r);
        var series = typeof(T) == typeof(double) ? Long<T, TVector, TMath>(r) : Short<T, TVector, TMath>(r);
        var half = TMath.Round(TMath.Multiply(n, TMath.Broadcast(T.CreateTruncating(0.5))));
        return TMath.Multiply(TMath.Multiply(series, TMath.PowerOfTwo(half)), TMath.PowerOfTwo(TMath.Subtract(n, half)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T High<T>()
        where T : INumber<T> => typeof(T) == typeof(double) ? T.CreateTruncating(Ln2High) : T.CreateTruncating(Ln2HighSingle);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Low<T>()
        where T : INumber<T> => typeof(T) == typeof(double) ? T.CreateTruncating(Ln2Low) : T.CreateTruncating(Ln2LowSingle);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Long<T, TVector, TMath>(TVector r)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var s = TMath.Broadcast(T.CreateTruncating(1.0 / 6227020800));
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(1.0 / 479001600)));
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(1.0 / 39916800)));
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(1.0 / 3628800)));
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(1.0 / 362880)));
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(1.0 / 40320)));
        return Short<T, TVector, TMath>(TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(1.0 / 5040))), r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Short<T, TVector, TMath>(TVector r)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector> => Short<T, TVector, TMath>(TMath.Broadcast(T.CreateTruncating(1.0 / 5040)), r);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Short<T, TVector, TMath>(TVector s, TVector r)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(1.0 / 720)));
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(1.0 / 120)));
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(1.0 / 24)));
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(1.0 / 6)));
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.CreateTruncating(0.5)));
        s = TMath.MultiplyAdd(s, r, TMath.Broadcast(T.One));
        return TMath.MultiplyAdd(s, r, TMath.Broadcast(T.One));
    }
}
