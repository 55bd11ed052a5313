using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>adjoint s, s = 1 / (1 + exp(-a)).</summary>
internal readonly struct SoftplusSlope : IDenseSlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector adjoint, TVector entering, TVector features)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector> =>
        TMath.Multiply(adjoint, SigmoidFunction.Apply<T, TVector, TMath>(entering));
}
