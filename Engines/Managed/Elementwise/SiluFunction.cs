using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>x / (1 + exp(-x)).</summary>
internal readonly struct SiluFunction : IUnaryFunction
{
    public static double Cost => 1.5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector> => TMath.Multiply(x, SigmoidFunction.Apply<T, TVector, TMath>(x));
}
