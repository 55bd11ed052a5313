// y = m + log sum exp(x - m),  m = max x;  y = m where m is infinite.

using System.Numerics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>log sum exp along one axis.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
internal sealed unsafe class LogSumExpStep<T, TVector, TMath> : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    private readonly int _x, _y, _outer, _count, _inner;

    /// <summary>Settles the axis.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="y">The result.</param>
    public LogSumExpStep(int x, Shape shape, int axis, int y)
    {
        (_x, _y, _count) = (x, y, shape[axis]);
        (_outer, _inner) = (shape[..axis].Size, shape[(axis + 1)..].Size);
    }

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        int rows = _outer * (_inner == 1 ? 1 : (_inner + TMath.Count - 1) / TMath.Count);
        double cost = 2.0 * sizeof(T) / 8 * _count * (_inner == 1 ? 1 : TMath.Count) + 20;
        int grain = Grain.Rows(rows, cost, frame.Pool.Threads);
        frame.Pool.Run(rows == 0 ? 0 : (rows - 1) / grain + 1, new Body(frame.Values[_x], frame.Values[_y], _count, _inner, rows, grain));
    }

    private static T Row(T* x, int count)
    {
        var m = TMath.Broadcast(T.NegativeInfinity);
        for (int i = 0; i < count; i += TMath.Count)
        {
            m = TMath.Max(m, Terms(x + i, count - i, TMath.Broadcast(T.NegativeInfinity)));
        }
        T* lanes = stackalloc T[TMath.Count];
        TMath.Store(lanes, m);
        T max = lanes[0];
        for (int i = 1; i < TMath.Count; i++)
        {
            max = T.Max(max, lanes[i]);
        }
        if (T.IsInfinity(max))
        {
            return max;
        }
        m = TMath.Broadcast(max);
        var sum = TMath.Broadcast(T.Zero);
        for (int i = 0; i < count; i += TMath.Count)
        {
            var term = Terms(x + i, count - i, TMath.Broadcast(T.NegativeInfinity));
            sum = TMath.Add(sum, Exponential.Exp<T, TVector, TMath>(TMath.Subtract(term, m)));
        }
        return max + T.Log(TMath.Sum(sum));
    }

    /// <summary>Up to a register of terms, the other lanes filled.</summary>
    private static TVector Terms(T* x, int count, TVector fill) => count >= TMath.Count
        ? TMath.Load(x)
        : TMath.IfGreater(TMath.Broadcast(T.CreateTruncating(count)), TMath.Indices, TMath.LoadFirst(x, count), fill);

    private static void Columns(T* x, int count, int stride, int lanes, T* y)
    {
        var m = TMath.Broadcast(T.NegativeInfinity);
        for (int i = 0; i < count; i++)
        {
            m = TMath.Max(m, TMath.LoadFirst(x + ((nint)i * stride), lanes));
        }
        var sum = TMath.Broadcast(T.Zero);
        for (int i = 0; i < count; i++)
        {
            var term = TMath.LoadFirst(x + ((nint)i * stride), lanes);
            sum = TMath.Add(sum, Exponential.Exp<T, TVector, TMath>(TMath.Subtract(term, m)));
        }
        var result = TMath.Add(m, TMath.Log(sum));
        result = TMath.IfGreater(TMath.Broadcast(T.One), TMath.Subtract(m, m), result, m); // m - m is NaN where m is infinite or NaN
        TMath.StoreFirst(y, result, lanes);
    }

    private readonly struct Body(T* x, T* y, int count, int inner, int rows, int grain) : IParallelBody
    {
        public void Run(int item)
        {
            for (int i = item * grain; i < Math.Min((item + 1) * grain, rows); i++)
            {
                if (inner == 1)
                {
                    y[i] = Row(x + ((nint)i * count), count);
                    continue;
                }
                int registers = (inner + TMath.Count - 1) / TMath.Count;
                int outer = i / registers, column = i % registers * TMath.Count;
                int lanes = Math.Min(TMath.Count, inner - column);
                Columns(x + ((nint)outer * count * inner) + column, count, inner, lanes, y + ((nint)outer * inner) + column);
            }
        }
    }
}
