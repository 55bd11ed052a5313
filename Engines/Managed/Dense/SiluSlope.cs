using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>adjoint s (1 + a (1 - s)), s = 1 / (1 + exp(-a)).</summary>
internal readonly struct SiluSlope : IDenseSlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector adjoint, TVector entering, TVector features)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var one = TMath.Broadcast(T.One);
        var s = SigmoidFunction.Apply<T, TVector, TMath>(entering);
        return TMath.Multiply(adjoint, TMath.Multiply(s, TMath.MultiplyAdd(entering, TMath.Subtract(one, s), one)));
    }
}
