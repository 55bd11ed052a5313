using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>1 / (1 + exp(-x)).</summary>
internal readonly struct SigmoidFunction : IUnaryFunction
{
    public static double Cost => 1.5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>
    {
        var one = TMath.Broadcast(T.One);
        return TMath.Divide(one, TMath.Add(one, Exponential.Exp<T, TVector, TMath>(TMath.Negate(x))));
    }
}
