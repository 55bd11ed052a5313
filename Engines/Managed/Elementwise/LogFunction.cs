using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>The natural logarithm.</summary>
internal readonly struct LogFunction : IUnaryFunction
{
    public static double Cost => 1.5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector> => TMath.Log(x);
}
