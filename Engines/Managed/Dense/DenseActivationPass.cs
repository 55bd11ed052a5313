// Forward:  a += skip, h = phi(a).   Backward:  abar = hbar phi'(a) + skip, and its sums over the rows, which are the bias's adjoint.

using System.Numerics;
using System.Runtime.CompilerServices;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Activations over the panels of a block of points, forward and back.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
internal static unsafe class DenseActivationPass<T, TVector, TMath>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    /// <summary>From what a layer makes to what enters and leaves its nonlinearity.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="vectors">Registers of a row.</param>
    /// <param name="stride">Distance of neighbouring rows, of all panels.</param>
    /// <param name="entering">What the layer makes; receives what enters the nonlinearity.</param>
    /// <param name="skip">What is added first, or null.</param>
    /// <param name="features">Receives what leaves it; may be <paramref name="entering"/>, which is then not kept.</param>
    public static void Forward(DenseActivation activation, int rows, int vectors, int stride, T* entering, T* skip, T* features)
    {
        if (stride == vectors * TMath.Count)
        {
            (rows, vectors) = (1, rows * vectors);
        }
        switch (activation)
        {
            case DenseActivation.Identity:
                if (skip is not null || entering != features)
                {
                    Forward<IdentityFunction>(rows, vectors, stride, entering, skip, features);
                }
                break;
            case DenseActivation.Relu:
                Forward<ReluFunction>(rows, vectors, stride, entering, skip, features);
                break;
            case DenseActivation.Tanh:
                Forward<TanhFunction>(rows, vectors, stride, entering, skip, features);
                break;
            case DenseActivation.Sin:
                Forward<SinFunction>(rows, vectors, stride, entering, skip, features);
                break;
            case DenseActivation.Silu:
                Forward<SiluFunction>(rows, vectors, stride, entering, skip, features);
                break;
            case DenseActivation.Sigmoid:
                Forward<SigmoidFunction>(rows, vectors, stride, entering, skip, features);
                break;
            case DenseActivation.Softplus:
                Forward<SoftplusFunction>(rows, vectors, stride, entering, skip, features);
                break;
            default:
                throw new InvalidOperationException($"No kernel for activation {activation}.");
        }
    }

    /// <summary>From the adjoint of what leaves a nonlinearity to that of what enters it.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="vectors">Registers of a row.</param>
    /// <param name="stride">Distance of neighbouring rows, of all panels.</param>
    /// <param name="bar">The adjoint; replaced.</param>
    /// <param name="entering">What entered.</param>
    /// <param name="features">What left.</param>
    /// <param name="skip">What is added to the result, or null.</param>
    /// <param name="sums">The sum of the result over rows is added to it.</param>
    public static void Backward(
        DenseActivation activation, int rows, int vectors, int stride, T* bar, T* entering, T* features, T* skip, T* sums)
    {
        switch (activation)
        {
            case DenseActivation.Identity:
                Backward<IdentitySlope>(rows, vectors, stride, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Relu:
                Backward<ReluSlope>(rows, vectors, stride, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Tanh:
                Backward<TanhSlope>(rows, vectors, stride, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Sin:
                Backward<SinSlope>(rows, vectors, stride, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Silu:
                Backward<SiluSlope>(rows, vectors, stride, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Sigmoid:
                Backward<SigmoidSlope>(rows, vectors, stride, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Softplus:
                Backward<SoftplusSlope>(rows, vectors, stride, bar, entering, features, skip, sums);
                break;
            default:
                throw new InvalidOperationException($"No kernel for activation {activation}.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Forward<TFunction>(int rows, int vectors, nint stride, T* entering, T* skip, T* features)
        where TFunction : IUnaryFunction
    {
        nint width = vectors * TMath.Count;
        for (; rows > 0; rows--, entering += stride, features += stride)
        {
            if (skip is null)
            {
                for (nint i = 0; i < width; i += TMath.Count)
                {
                    TMath.Store(features + i, TFunction.Apply<T, TVector, TMath>(TMath.Load(entering + i)));
                }
                continue;
            }
            for (nint i = 0; i < width; i += TMath.Count)
            {
                var a = TMath.Add(TMath.Load(entering + i), TMath.Load(skip + i));
                TMath.Store(entering + i, a);
                TMath.Store(features + i, TFunction.Apply<T, TVector, TMath>(a));
            }
            skip += stride;
        }
    }

    /// <summary>Sums of even and of odd rows grow side by side, since each has to wait for the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Backward<TSlope>(int rows, int vectors, nint stride, T* bar, T* entering, T* features, T* skip, T* sums)
        where TSlope : IDenseSlope
    {
        nint width = vectors * TMath.Count, end = rows * stride;
        for (nint j = 0; j < width; j += TMath.Count)
        {
            TVector even = TMath.Load(sums + j), odd = TMath.Broadcast(T.Zero);
            nint i = j;
            for (; i + stride < end; i += 2 * stride)
            {
                even = TMath.Add(even, Back<TSlope>(i, bar, entering, features, skip));
                odd = TMath.Add(odd, Back<TSlope>(i + stride, bar, entering, features, skip));
            }
            if (i < end)
            {
                even = TMath.Add(even, Back<TSlope>(i, bar, entering, features, skip));
            }
            TMath.Store(sums + j, TMath.Add(even, odd));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Back<TSlope>(nint at, T* bar, T* entering, T* features, T* skip)
        where TSlope : IDenseSlope
    {
        var y = TSlope.Apply<T, TVector, TMath>(TMath.Load(bar + at), TMath.Load(entering + at), TMath.Load(features + at));
        y = skip is null ? y : TMath.Add(y, TMath.Load(skip + at));
        TMath.Store(bar + at, y);
        return y;
    }
}
