using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>max(a, b); a NaN stays a NaN.</summary>
internal readonly struct MaximumFunction : IBinaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<T, TVector, TMath>(TVector a, TVector b)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector> => TMath.Max(a, b);
}
