using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>adjoint (1 - h^2).</summary>
internal readonly struct TanhSlope : IDenseSlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector adjoint, TVector entering, TVector features)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector> =>
        TMath.Multiply(adjoint, TMath.MultiplyAdd(TMath.Negate(features), features, TMath.Broadcast(T.One)));
}
