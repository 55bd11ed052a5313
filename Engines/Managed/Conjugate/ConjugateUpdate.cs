// Bayesian linear regression of every unit of a layer on its pseudo-data, per task and sample (Rochussen and Fortuin, ICLR 2026), in
// whitened coordinates: with P = [F, 1], lam = 1 / (exp(2 s) + kappa), w = mu + L v,
//   Psi = lam^1/2 P L,   rho = lam^1/2 (y - P mu),   v given the pseudo-data ~ N(A^-1 Psi' rho, A^-1),   A = I + Psi' Psi.
// The two exact forms and their closed-form derivatives are in DataForm and WeightForm.

using System.Numerics;
using System.Runtime.Intrinsics;

namespace ProbBnn.Engines.Managed;

/// <summary>The conjugate update of one layer, forward and in reverse, ordered by unit over all tasks and samples.</summary>
internal static unsafe class ConjugateUpdate
{
    /// <summary>Elements that the residuals may need, for any counts within the shape's capacity.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    public static long ResidualSize<T>(in ConjugateShape shape, ConjugateOptions options)
        where T : unmanaged, INumber<T> => ConjugateLayout<T>.LargestSize(shape, options);

    /// <summary>Samples weights from every posterior, with the KL and, where wanted, context outputs, means and residuals.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="shape">Sizes.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="outputs">What is written; residuals best aligned to 64 bytes, and left alone until the reverse pass.</param>
    /// <param name="options">Width, floor and form; the reverse pass must be given the same.</param>
    /// <param name="pool">The threads; they change no bit of the results.</param>
    /// <returns>The first posterior whose KL is not finite (all that depends on it is NaN), or null.</returns>
    /// <exception cref="ArgumentException">The shape contradicts itself, or a count is no integer within the capacity.</exception>
    public static ConjugateFailure? Forward<T>(
        in ConjugateShape shape, in ConjugateInputs<T> inputs, in ConjugateOutputs<T> outputs, ConjugateOptions options, WorkerPool pool)
        where T : unmanaged, IFloatingPointIeee754<T> => options.Width switch
        {
            VectorWidth.Bits512 => ConjugatePass<T, Vector512<T>, Lanes512<T>>.Forward(shape, inputs, outputs, options, pool),
            VectorWidth.Bits256 => ConjugatePass<T, Vector256<T>, Lanes256<T>>.Forward(shape, inputs, outputs, options, pool),
            VectorWidth.Bits128 => ConjugatePass<T, Vector128<T>, Lanes128<T>>.Forward(shape, inputs, outputs, options, pool),
            _ => ConjugatePass<T, T, LanesScalar<T>>.Forward(shape, inputs, outputs, options, pool),
        };

    /// <summary>The derivatives with respect to every input, given those with respect to weights and KL.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="shape">Sizes, as given to the forward pass.</param>
    /// <param name="inputs">What the forward pass read.</param>
    /// <param name="adjoints">What comes back, and the residuals.</param>
    /// <param name="gradients">What is wanted.</param>
    /// <param name="options">As given to the forward pass.</param>
    /// <param name="pool">The threads; they change no bit of the results.</param>
    /// <exception cref="ArgumentException">The shape contradicts itself, or a count is no integer within the capacity.</exception>
    public static void Backward<T>(
        in ConjugateShape shape, in ConjugateInputs<T> inputs, in ConjugateAdjoints<T> adjoints, in ConjugateGradients<T> gradients,
        ConjugateOptions options, WorkerPool pool)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (options.Width)
        {
            case VectorWidth.Bits512:
                ConjugatePass<T, Vector512<T>, Lanes512<T>>.Backward(shape, inputs, adjoints, gradients, options, pool);
                break;
            case VectorWidth.Bits256:
                ConjugatePass<T, Vector256<T>, Lanes256<T>>.Backward(shape, inputs, adjoints, gradients, options, pool);
                break;
            case VectorWidth.Bits128:
                ConjugatePass<T, Vector128<T>, Lanes128<T>>.Backward(shape, inputs, adjoints, gradients, options, pool);
                break;
            default:
                ConjugatePass<T, T, LanesScalar<T>>.Backward(shape, inputs, adjoints, gradients, options, pool);
                break;
        }
    }
}
