using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>A function of two numbers, written once for every element type and register width.</summary>
internal interface IBinaryFunction
{
    /// <summary>The function of every pair of lanes.</summary>
    static abstract TVector Apply<T, TVector, TMath>(TVector a, TVector b)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>;
}
