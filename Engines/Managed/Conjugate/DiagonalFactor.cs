using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// A diagonal prior factor: products with it scale rows or columns. Its derivative has two rows, of the mean and of the diagonal.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal readonly unsafe struct DiagonalFactor<T, TVector, TLanes> : IPriorFactor<DiagonalFactor<T, TVector, TLanes>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    private readonly int _weights;
    private readonly int _stride;
    private readonly T* _mean;
    private readonly T* _diagonal;

    private DiagonalFactor(in Scratch.Frame scratch, int weights)
    {
        _weights = weights;
        _stride = ConjugateLayout<T>.Padded(weights);
        _mean = scratch.TakeZeroed<T>(_stride);
        _diagonal = scratch.TakeZeroed<T>(_stride);
    }

    public nint GradientSize => 2 * _stride;

    private int Vectors => TileProduct<T, TVector, TLanes>.Vectors(_weights);

    public static DiagonalFactor<T, TVector, TLanes> Create(in Scratch.Frame scratch, int weights, bool weightForm) =>
        new(scratch, weights);

    public void Fill(T* mean, T* factor)
    {
        new Span<T>(mean, _weights).CopyTo(new Span<T>(_mean, _weights));
        new Span<T>(factor, _weights).CopyTo(new Span<T>(_diagonal, _weights));
    }

    public void ScaleTurned(T* turned, T* scale, int vectors, T* psi, int stride)
    {
        TileProduct<T, TVector, TLanes>.Strip(
            1, vectors, _weights, _mean, 1, 1, turned, stride, psi, stride, new TileFinish<T>(TileTarget.Set, columnScale: scale));
        for (int k = 0; k < _weights; k++)
        {
            psi += stride;
            var factor = TLanes.Broadcast(_diagonal[k]);
            for (int v = 0; v < vectors; v++)
            {
                int at = v * TLanes.Count;
                TLanes.Store(psi + at, TLanes.Multiply(TLanes.Multiply(TLanes.Load(turned + at), factor), TLanes.Load(scale + at)));
            }
            turned += stride;
        }
    }

    public void Scale(T* features, int points, T* scale, T* psi, T* meanOutputs)
    {
        RowKernel<T, TVector, TLanes>.Dots(points, Vectors, features, _stride, _mean, meanOutputs);
        for (int n = 0; n < points; n++, features += _stride, psi += _stride)
        {
            var factor = TLanes.Broadcast(scale[n]);
            for (int at = 0; at < _weights; at += TLanes.Count)
            {
                TLanes.Store(psi + at, TLanes.Multiply(TLanes.Multiply(TLanes.Load(features + at), TLanes.Load(_diagonal + at)), factor));
            }
        }
    }

    public void Whiten(int rows, T* x, T* v)
    {
        for (int r = 0; r < rows; r++, x += _stride, v += _stride)
        {
            for (int at = 0; at < _weights; at += TLanes.Count)
            {
                TLanes.Store(v + at, TLanes.Multiply(TLanes.Load(x + at), TLanes.Load(_diagonal + at)));
            }
        }
    }

    public void Unwhiten(int rows, T* draws, T* w)
    {
        for (int r = 0; r < rows; r++, w += _stride)
        {
            draws += ConjugateLayout<T>.Line;
            for (int at = 0; at < _weights; at += TLanes.Count)
            {
                TLanes.Store(w + at, TLanes.MultiplyAdd(TLanes.Load(draws + at), TLanes.Load(_diagonal + at), TLanes.Load(_mean + at)));
            }
            draws += _stride;
        }
    }

    public void GatherTurned(
        T* z, int points, int vectors, int stride, T* features, T* turned, T* gradient, T* turnedGradient, bool starts)
    {
        T* negativeT = z;
        for (int k = 0; k < _weights; k++, turned += stride)
        {
            z += stride;
            if (gradient is not null)
            {
                TVector mean = TLanes.Zero, diagonal = TLanes.Zero;
                for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count)
                {
                    var x = TLanes.Load(turned + at);
                    mean = TLanes.MultiplyAdd(x, TLanes.Load(negativeT + at), mean);
                    diagonal = TLanes.MultiplyAdd(x, TLanes.Load(z + at), diagonal);
                }
                gradient[k] += TLanes.Sum(mean);
                gradient[_stride + k] += TLanes.Sum(diagonal);
            }
            if (turnedGradient is not null)
            {
                TVector mu = TLanes.Broadcast(_mean[k]), l = TLanes.Broadcast(_diagonal[k]);
                for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count)
                {
                    T* target = turnedGradient + ((nint)k * stride) + at;
                    var sum = TLanes.MultiplyAdd(l, TLanes.Load(z + at), starts ? TLanes.Zero : TLanes.Load(target));
                    TLanes.Store(target, TLanes.MultiplyAdd(mu, TLanes.Load(negativeT + at), sum));
                }
            }
        }
    }

    public void Gather(T* z, int points, T* features, T* gradient, T* featureGradient, bool starts)
    {
        int line = ConjugateLayout<T>.Line, rowStride = line + _stride;
        for (int at = 0; at < _weights; at += TLanes.Count)
        {
            TVector mean = TLanes.Zero, diagonal = TLanes.Zero;
            TVector mu = TLanes.Load(_mean + at), l = TLanes.Load(_diagonal + at);
            T* row = z + line;
            T* x = features + at;
            T* target = featureGradient + at;
            for (int n = 0; n < points; n++, row += rowStride, x += _stride)
            {
                TVector negativeT = TLanes.Broadcast(row[-1]), value = TLanes.Load(row + at), common = TLanes.Load(x);
                mean = TLanes.MultiplyAdd(common, negativeT, mean);
                diagonal = TLanes.MultiplyAdd(common, value, diagonal);
                if (featureGradient is not null)
                {
                    var sum = TLanes.MultiplyAdd(l, value, starts ? TLanes.Zero : TLanes.Load(target));
                    TLanes.Store(target, TLanes.MultiplyAdd(mu, negativeT, sum));
                    target += _stride;
                }
            }
            if (gradient is not null)
            {
                TLanes.Store(gradient + at, TLanes.Add(TLanes.Load(gradient + at), mean));
                TLanes.Store(gradient + _stride + at, TLanes.Add(TLanes.Load(gradient + _stride + at), diagonal));
            }
        }
    }

    public void GatherDraws(int rows, T* draws, T* weightAdjoints, T* gradient)
    {
        int line = ConjugateLayout<T>.Line;
        for (int at = 0; at < _weights; at += TLanes.Count)
        {
            TVector mean = TLanes.Load(gradient + at), diagonal = TLanes.Load(gradient + _stride + at);
            for (int r = 0; r < rows; r++)
            {
                var adjoint = TLanes.Load(weightAdjoints + ((nint)r * _stride) + at);
                mean = TLanes.Add(mean, adjoint);
                diagonal = TLanes.MultiplyAdd(adjoint, TLanes.Load(draws + ((nint)r * (line + _stride)) + line + at), diagonal);
            }
            TLanes.Store(gradient + at, mean);
            TLanes.Store(gradient + _stride + at, diagonal);
        }
    }

    public void WriteMean(T* gradient, T* target) => new Span<T>(gradient, _weights).CopyTo(new Span<T>(target, _weights));

    public void WriteFactor(T* gradient, T* target) => new Span<T>(gradient + _stride, _weights).CopyTo(new Span<T>(target, _weights));
}
