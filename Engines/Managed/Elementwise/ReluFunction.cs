using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>max(x, 0); a NaN stays a NaN.</summary>
internal readonly struct ReluFunction : IUnaryFunction
{
    public static double Cost => 0.2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var zero = TMath.Broadcast(T.Zero);
        return TMath.IfGreater(zero, x, zero, x);
    }
}
