using System.Numerics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>y = f(a, b), element by element with broadcasting; y may lie where an argument of its own size does.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
/// <typeparam name="TFunction">f.</typeparam>
internal sealed unsafe class BinaryStep<T, TVector, TMath, TFunction> : RangeStep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
    where TFunction : IBinaryFunction
{
    private readonly int _a, _b, _y, _outer, _inner, _innerA, _innerB;
    private readonly int[] _sizes, _stridesA, _stridesB;

    /// <summary>Settles how the arguments repeat.</summary>
    /// <param name="a">The left argument.</param>
    /// <param name="left">Its shape.</param>
    /// <param name="b">The right argument.</param>
    /// <param name="right">Its shape.</param>
    /// <param name="y">The result.</param>
    /// <param name="result">Its shape, to which both broadcast.</param>
    public BinaryStep(int a, Shape left, int b, Shape right, int y, Shape result)
        : base(result.Size, 0.3 * sizeof(T) / 8)
    {
        var loops = Loops.Of(result, Loops.Broadcast(left, result), Loops.Broadcast(right, result));
        (_a, _b, _y) = (a, b, y);
        (_sizes, _stridesA, _stridesB) = (loops.Sizes, loops.Strides[0], loops.Strides[1]);
        _outer = _sizes.Length - 1;
        (_inner, _innerA, _innerB) = (_sizes[_outer], _stridesA[_outer], _stridesB[_outer]);
    }

    /// <inheritdoc/>
    public override void Range(in Frame<T> frame, int start, int count)
    {
        T* a = frame.Values[_a];
        T* b = frame.Values[_b];
        T* y = frame.Values[_y] + start;
        if (_outer == 0)
        {
            Row(a + ((nint)start * _innerA), b + ((nint)start * _innerB), y, count);
            return;
        }
        int* index = stackalloc int[_outer];
        int column = start % _inner;
        for (int axis = _outer - 1, rest = start / _inner; axis >= 0; axis--)
        {
            index[axis] = rest % _sizes[axis];
            rest /= _sizes[axis];
            a += (nint)index[axis] * _stridesA[axis];
            b += (nint)index[axis] * _stridesB[axis];
        }
        while (count > 0)
        {
            int length = Math.Min(_inner - column, count);
            Row(a + ((nint)column * _innerA), b + ((nint)column * _innerB), y, length);
            y += length;
            count -= length;
            column = 0;
            for (int axis = _outer - 1; axis >= 0; axis--)
            {
                a += _stridesA[axis];
                b += _stridesB[axis];
                if (++index[axis] < _sizes[axis])
                {
                    break;
                }
                a -= (nint)_stridesA[axis] * _sizes[axis];
                b -= (nint)_stridesB[axis] * _sizes[axis];
                index[axis] = 0;
            }
        }
    }

    private void Row(T* a, T* b, T* y, int count)
    {
        if (_innerA == 0)
            LeftRepeats(*a, b, y, count);
        else if (_innerB == 0)
            RightRepeats(a, *b, y, count);
        else
            Both(a, b, y, count);
    }

    private static void Both(T* a, T* b, T* y, int count)
    {
        int i = 0;
        for (; i <= count - TMath.Count; i += TMath.Count)
        {
            TMath.Store(y + i, TFunction.Apply<T, TVector, TMath>(TMath.Load(a + i), TMath.Load(b + i)));
        }
        if (i < count)
        {
            int rest = count - i;
            TMath.StoreFirst(y + i, TFunction.Apply<T, TVector, TMath>(TMath.LoadFirst(a + i, rest), TMath.LoadFirst(b + i, rest)), rest);
        }
    }

    private static void LeftRepeats(T left, T* b, T* y, int count)
    {
        var a = TMath.Broadcast(left);
        int i = 0;
        for (; i <= count - TMath.Count; i += TMath.Count)
        {
            TMath.Store(y + i, TFunction.Apply<T, TVector, TMath>(a, TMath.Load(b + i)));
        }
        if (i < count)
        {
            TMath.StoreFirst(y + i, TFunction.Apply<T, TVector, TMath>(a, TMath.LoadFirst(b + i, count - i)), count - i);
        }
    }

    private static void RightRepeats(T* a, T right, T* y, int count)
    {
        var b = TMath.Broadcast(right);
        int i = 0;
        for (; i <= count - TMath.Count; i += TMath.Count)
        {
            TMath.Store(y + i, TFunction.Apply<T, TVector, TMath>(TMath.Load(a + i), b));
        }
        if (i < count)
        {
            TMath.StoreFirst(y + i, TFunction.Apply<T, TVector, TMath>(TMath.LoadFirst(a + i, count - i), b), count - i);
        }
    }
}
