using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>The adjoint where something came out, else 0.</summary>
internal readonly struct ReluSlope : IDenseSlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector adjoint, TVector entering, TVector features)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector> =>
        TMath.IfGreater(features, TMath.Broadcast(T.Zero), adjoint, TMath.Broadcast(T.Zero));
}
