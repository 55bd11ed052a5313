using System.Numerics.Tensors;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// The leapfrog integrator of one chain. Begin asks for a gradient at a new position; after the evaluation
/// End completes the step.
/// </summary>
internal sealed class Integrator(ChainRow row, Whitening whitening, string chain)
{
    private readonly double[] halfway = new double[row.Dimension];

    /// <summary>The row whose positions it moves.</summary>
    public ChainRow Row => row;

    /// <summary>What the chain is called in messages.</summary>
    public string Chain => chain;

    /// <summary>The step, negative backwards in time.</summary>
    public double Step { get; set; }

    /// <summary>The square of the momentum at which the last step ended.</summary>
    public double Squares { get; private set; }

    /// <summary>Begins a step at a state and puts the next position into the row.</summary>
    public void Begin(ReadOnlySpan<double> momentum, ReadOnlySpan<double> position, ReadOnlySpan<double> gradient)
    {
        var force = whitening.Force(gradient);
        if (!whitening.IsDense)
        {
            Leapfrog.Push(momentum, whitening.Scale, force, Step / 2, halfway, position, row.Position);
            return;
        }
        TensorPrimitives.MultiplyAdd(force, Step / 2, momentum, halfway);
        TensorPrimitives.MultiplyAdd(whitening.Velocity(halfway), Step, position, row.Position);
    }

    /// <summary>Begins a step where the last one ended.</summary>
    public void Begin(ReadOnlySpan<double> momentum) => Begin(momentum, row.Position, row.Gradient);

    /// <summary>Ends a step.</summary>
    /// <param name="logDensity">The log density at the row's position.</param>
    /// <param name="momentum">Receives the whitened momentum.</param>
    /// <returns>The energy, in nats; infinite where the density or the momentum is not finite.</returns>
    public double End(double logDensity, Span<double> momentum) => !double.IsFinite(logDensity)
        ? double.PositiveInfinity
        : Energy(logDensity, Leapfrog.Kick(halfway, whitening.Scale, whitening.Force(row.Gradient), Step / 2, momentum));

    /// <summary>Ends a step that is the second of a pair.</summary>
    /// <param name="logDensity">The log density at the row's position.</param>
    /// <param name="momentum">Receives the whitened momentum.</param>
    /// <param name="first">The momentum of the pair's first state.</param>
    /// <param name="sum">Receives the sum of both momenta.</param>
    /// <param name="product">The product of both momenta.</param>
    public double End(double logDensity, Span<double> momentum, ReadOnlySpan<double> first, Span<double> sum, out double product)
    {
        if (!double.IsFinite(logDensity))
        {
            product = double.NaN;
            return double.PositiveInfinity;
        }
        (double squares, product) = Leapfrog.Kick(
            halfway, whitening.Scale, whitening.Force(row.Gradient), Step / 2, momentum, first, sum);
        return Energy(logDensity, squares);
    }

    private double Energy(double logDensity, double squares)
    {
        Squares = squares;
        double energy = 0.5 * squares - logDensity;
        if (double.IsFinite(energy))
        {
            return energy;
        }
        RequireGradient(row.Gradient, chain);
        return double.PositiveInfinity;
    }

    /// <summary>Refuses a gradient that holds what is not a number.</summary>
    public static void RequireGradient(ReadOnlySpan<double> gradient, string chain)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            if (double.IsNaN(gradient[i]))
            {
                throw new NumericalException(new Problem(
                    "the gradient is not a number where the log density is finite", $"{chain}, gradient of coordinate {i}", "NaN",
                    "the derivative of the log density", "mend the target: its derivative is wrong there"));
            }
        }
    }
}
