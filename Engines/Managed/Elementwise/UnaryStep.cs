using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>y = f(x), element by element; y may lie where x does.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
/// <typeparam name="TFunction">f.</typeparam>
/// <param name="x">The argument.</param>
/// <param name="y">The result.</param>
/// <param name="size">Number of elements.</param>
internal sealed unsafe class UnaryStep<T, TVector, TMath, TFunction>(int x, int y, int size)
    : RangeStep<T>(size, TFunction.Cost * sizeof(T) / 8)
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
    where TFunction : IUnaryFunction
{
    /// <inheritdoc/>
    public override void Range(in Frame<T> frame, int start, int count)
    {
        T* from = frame.Values[x] + start;
        T* to = frame.Values[y] + start;
        int i = 0;
        for (; i <= count - TMath.Count; i += TMath.Count)
        {
            TMath.Store(to + i, TFunction.Apply<T, TVector, TMath>(TMath.Load(from + i)));
        }
        if (i < count)
        {
            TMath.StoreFirst(to + i, TFunction.Apply<T, TVector, TMath>(TMath.LoadFirst(from + i, count - i)), count - i);
        }
    }
}
