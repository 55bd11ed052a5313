// |x| >= 1/2:  tanh |x| = (1 - e) / (1 + e),  e = exp(-2 |x|).
// |x| < 1/2:   Lambert's continued fraction to seven terms, s = x^2:
//   tanh x = x (135135 + 17325 s + 378 s^2 + s^3) / (135135 + 62370 s + 3150 s^2 + 28 s^3), relative error below 3e-16.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>tanh x.</summary>
internal readonly struct TanhFunction : IUnaryFunction
{
    public static double Cost => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var one = TMath.Broadcast(T.One);
        var e = Exponential.Exp<T, TVector, TMath>(TMath.Multiply(TMath.Abs(x), TMath.Broadcast(T.CreateTruncating(-2))));
        var large = TMath.Divide(TMath.Subtract(one, e), TMath.Add(one, e));
        large = TMath.IfGreater(TMath.Broadcast(T.Zero), x, TMath.Negate(large), large);
        var s = TMath.Multiply(x, x);
        var p = TMath.Add(s, TMath.Broadcast(T.CreateTruncating(378)));
        p = TMath.MultiplyAdd(p, s, TMath.Broadcast(T.CreateTruncating(17325)));
        p = TMath.MultiplyAdd(p, s, TMath.Broadcast(T.CreateTruncating(135135)));
        var q = TMath.MultiplyAdd(s, TMath.Broadcast(T.CreateTruncating(28)), TMath.Broadcast(T.CreateTruncating(3150)));
        q = TMath.MultiplyAdd(q, s, TMath.Broadcast(T.CreateTruncating(62370)));
        q = TMath.MultiplyAdd(q, s, TMath.Broadcast(T.CreateTruncating(135135)));
        var small = TMath.Divide(TMath.Multiply(x, p), q);
        return TMath.IfGreater(TMath.Broadcast(T.CreateTruncating(0.5)), TMath.Abs(x), small, large);
    }
}
