// m' = b1 m + (1 - b1) g;  v' = b2 v + (1 - b2) g^2;  x' = x - rate (m' / (1 - b1^t)) / (sqrt(v' / (1 - b2^t)) + eps)

using System.Numerics;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>One step of Adam, in one pass over memory; results may lie where arguments do.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
/// <param name="operation">The constants.</param>
/// <param name="arguments">Parameter, first moment, second moment, gradient, rate, step number.</param>
/// <param name="results">New parameter, first moment and second moment; -1 where it is not wanted.</param>
/// <param name="size">Number of parameters.</param>
internal sealed unsafe class AdamKernel<T, TVector, TMath>(
    Operation.AdamStep operation, ValueList<int> arguments, ValueList<int> results, int size) : RangeStep<T>(size, 1.0 * sizeof(T) / 8)
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    private readonly int _x = arguments[0], _m = arguments[1], _v = arguments[2], _g = arguments[3];
    private readonly int _rate = arguments[4], _time = arguments[5];
    private readonly int _newX = results[0], _newM = results[1], _newV = results[2];

    /// <inheritdoc/>
    public override void Range(in Frame<T> frame, int start, int count)
    {
        T* x = frame.Values[_x] + start, m = frame.Values[_m] + start, v = frame.Values[_v] + start, g = frame.Values[_g] + start;
        T* newX = _newX < 0 ? null : frame.Values[_newX] + start;
        T* newM = _newM < 0 ? null : frame.Values[_newM] + start;
        T* newV = _newV < 0 ? null : frame.Values[_newV] + start;
        double time = double.CreateTruncating(*frame.Values[_time]);
        var rate = TMath.Broadcast(*frame.Values[_rate]);
        var decay1 = TMath.Broadcast(T.CreateTruncating(operation.Decay1));
        var decay2 = TMath.Broadcast(T.CreateTruncating(operation.Decay2));
        var gain1 = TMath.Broadcast(T.CreateTruncating(1 - operation.Decay1));
        var gain2 = TMath.Broadcast(T.CreateTruncating(1 - operation.Decay2));
        var epsilon = TMath.Broadcast(T.CreateTruncating(operation.Epsilon));
        var correction1 = TMath.Broadcast(T.CreateTruncating(1 / (1 - Math.Pow(operation.Decay1, time))));
        var correction2 = TMath.Broadcast(T.CreateTruncating(1 / (1 - Math.Pow(operation.Decay2, time))));
        for (int i = 0; i < count; i += TMath.Count)
        {
            int lanes = count - i;
            bool whole = lanes >= TMath.Count;
            var gradient = Load(g + i, whole, lanes);
            var first = TMath.MultiplyAdd(decay1, Load(m + i, whole, lanes), TMath.Multiply(gain1, gradient));
            var second = TMath.MultiplyAdd(decay2, Load(v + i, whole, lanes), TMath.Multiply(gain2, TMath.Multiply(gradient, gradient)));
            var root = TMath.Add(TMath.Sqrt(TMath.Multiply(second, correction2)), epsilon);
            var change = TMath.Divide(TMath.Multiply(rate, TMath.Multiply(first, correction1)), root);
            var parameter = TMath.Subtract(Load(x + i, whole, lanes), change);
            Store(newX, i, parameter, whole, lanes);
            Store(newM, i, first, whole, lanes);
            Store(newV, i, second, whole, lanes);
        }
    }

    private static TVector Load(T* source, bool whole, int lanes) => whole ? TMath.Load(source) : TMath.LoadFirst(source, lanes);

    private static void Store(T* target, int at, TVector value, bool whole, int lanes)
    {
        if (target is null)
        {
            return;
        }
        if (whole)
            TMath.Store(target + at, value);
        else
            TMath.StoreFirst(target + at, value, lanes);
    }
}
