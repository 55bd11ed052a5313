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
    /// <param name="count">Elements, whole registers.</param>
    /// <param name="entering">What the layer makes; receives what enters the nonlinearity.</param>
    /// <param name="skip">What is added first, or null.</param>
    /// <param name="features">Receives what leaves it; may be <paramref name="entering"/>, which is then not kept.</param>
    public static void Forward(DenseActivation activation, int count, T* entering, T* skip, T* features)
    {
        switch (activation)
        {
            case DenseActivation.Identity:
                if (skip is not null || entering != features)
                {
                    Forward<IdentityFunction>(count, entering, skip, features);
                }
                break;
            case DenseActivation.Relu:
                Forward<ReluFunction>(count, entering, skip, features);
                break;
            case DenseActivation.Tanh:
                Forward<TanhFunction>(count, entering, skip, features);
                break;
            case DenseActivation.Sin:
                Forward<SinFunction>(count, entering, skip, features);
                break;
            case DenseActivation.Silu:
                Forward<SiluFunction>(count, entering, skip, features);
                break;
            case DenseActivation.Sigmoid:
                Forward<SigmoidFunction>(count, entering, skip, features);
                break;
            case DenseActivation.Softplus:
                Forward<SoftplusFunction>(count, entering, skip, features);
                break;
            default:
                throw new InvalidOperationException($"No kernel for activation {activation}.");
        }
    }

    /// <summary>From the adjoint of what leaves a nonlinearity to that of what enters it.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="vectors">Registers of a row; rows follow each other.</param>
    /// <param name="bar">The adjoint; replaced.</param>
    /// <param name="entering">What entered.</param>
    /// <param name="features">What left.</param>
    /// <param name="skip">What is added to the result, or null.</param>
    /// <param name="sums">The sum of the result over rows is added to it.</param>
    public static void Backward(DenseActivation activation, int rows, int vectors, T* bar, T* entering, T* features, T* skip, T* sums)
    {
        switch (activation)
        {
            case DenseActivation.Identity:
                Backward<IdentitySlope>(rows, vectors, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Relu:
                Backward<ReluSlope>(rows, vectors, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Tanh:
                Backward<TanhSlope>(rows, vectors, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Sin:
                Backward<SinSlope>(rows, vectors, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Silu:
                Backward<SiluSlope>(rows, vectors, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Sigmoid:
                Backward<SigmoidSlope>(rows, vectors, bar, entering, features, skip, sums);
                break;
            case DenseActivation.Softplus:
                Backward<SoftplusSlope>(rows, vectors, bar, entering, features, skip, sums);
                break;
            default:
                throw new InvalidOperationException($"No kernel for activation {activation}.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Forward<TFunction>(int count, T* entering, T* skip, T* features)
        where TFunction : IUnaryFunction
    {
        if (skip is null)
        {
            for (nint i = 0; i < count; i += TMath.Count)
            {
                TMath.Store(features + i, TFunction.Apply<T, TVector, TMath>(TMath.Load(entering + i)));
            }
            return;
        }
        for (nint i = 0; i < count; i += TMath.Count)
        {
            var a = TMath.Add(TMath.Load(entering + i), TMath.Load(skip + i));
            TMath.Store(entering + i, a);
            TMath.Store(features + i, TFunction.Apply<T, TVector, TMath>(a));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Backward<TSlope>(int rows, int vectors, T* bar, T* entering, T* features, T* skip, T* sums)
        where TSlope : IDenseSlope
    {
        nint stride = vectors * TMath.Count, elements = rows * stride;
        for (nint j = 0; j < stride; j += TMath.Count)
        {
            var sum = TMath.Load(sums + j);
            for (nint i = j; i < elements; i += stride)
            {
                var y = TSlope.Apply<T, TVector, TMath>(TMath.Load(bar + i), TMath.Load(entering + i), TMath.Load(features + i));
                y = skip is null ? y : TMath.Add(y, TMath.Load(skip + i));
                TMath.Store(bar + i, y);
                sum = TMath.Add(sum, y);
            }
            TMath.Store(sums + j, sum);
        }
    }
}
