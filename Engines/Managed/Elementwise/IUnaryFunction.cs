using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>A function of one number, written once for every element type and register width.</summary>
internal interface IUnaryFunction
{
    /// <summary>Nanoseconds for one element, roughly; decides how work is cut into items, never the result.</summary>
    static abstract double Cost { get; }

    /// <summary>The function of every lane.</summary>
    static abstract TVector Apply<T, TVector, TMath>(TVector x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TMath : IArithmetic<T, TVector>;
}
