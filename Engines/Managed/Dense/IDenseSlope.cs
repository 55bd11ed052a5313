using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The way back through an activation, written once for every element type and register width.</summary>
internal interface IDenseSlope
{
    /// <summary>The adjoint of what entered, lane by lane.</summary>
    /// <param name="adjoint">The adjoint of what came out.</param>
    /// <param name="entering">What entered; of no account where the activation does not keep it.</param>
    /// <param name="features">What came out.</param>
    static abstract TVector Apply<T, TVector, TMath>(TVector adjoint, TVector entering, TVector features)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>;
}
