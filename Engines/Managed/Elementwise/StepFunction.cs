using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>1 where x is positive, else 0.</summary>
internal readonly struct StepFunction : IUnaryFunction
{
    public static double Cost => 0.2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var zero = TMath.Broadcast(T.Zero);
        return TMath.IfGreater(x, zero, TMath.Broadcast(T.One), zero);
    }
}
