using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>The square root.</summary>
internal readonly struct SqrtFunction : IUnaryFunction
{
    public static double Cost => 0.6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector> => TMath.Sqrt(x);
}
