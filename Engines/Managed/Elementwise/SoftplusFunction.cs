// ln(1 + exp x) = max(x, 0) + ln(1 + e),  e = exp(-|x|);  with u = fl(1 + e):  ln(1 + e) = ln u + (e - (u - 1)) / u up to rounding.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>ln(1 + exp x), accurate for very negative x too.</summary>
internal readonly struct SoftplusFunction : IUnaryFunction
{
    public static double Cost => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var one = TMath.Broadcast(T.One);
        var e = Exponential.Exp<T, TVector, TMath>(TMath.Negate(TMath.Abs(x)));
        var u = TMath.Add(one, e);
        var lost = TMath.Subtract(e, TMath.Subtract(u, one));
        var log = TMath.Add(TMath.Log(u), TMath.Divide(lost, u));
        return TMath.Add(TMath.Max(x, TMath.Broadcast(T.Zero)), log);
    }
}
