// f ~ GP(0, exp(-r^2 / (2 l^2)) + nugget I) at the inputs;   y = +1 where f exceeds its mean over the task's points, else -1;
// then y + noise N(0, 1).   Defaults as in the study of learned one-dimensional priors of Rochussen and Fortuin, ICLR 2026.

using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Functions of one input that jump between -1 and +1.</summary>
public sealed record Heaviside : TaskFamily
{
    /// <summary>The family as used for learning priors: inputs in [-5, 5], noise 0.01.</summary>
    public Heaviside()
    {
        InputLow = -5;
        InputHigh = 5;
        Noise = 0.01;
    }

    /// <summary>Length scale l of the function whose sign is taken, above 0.</summary>
    public double LengthScale { get; init; } = 1;

    /// <summary>Added to the diagonal of the covariance so that it can be factored, at least 0; part of the family's definition.</summary>
    public double Nugget { get; init; } = 1e-5;

    /// <inheritdoc/>
    protected override double[] Outputs(double[] inputs, RandomKey key)
    {
        var values = GaussianDraw.At(inputs, 1, new Kernel.SquaredExponential(LengthScale), Nugget, key.Fold("function"));
        double mean = values.Average();
        return WithNoise([.. values.Select(f => f - mean > 0 ? 1.0 : -1.0)], key);
    }

    /// <inheritdoc/>
    protected override void Validate()
    {
        base.Validate();
        Require(LengthScale > 0 && double.IsFinite(LengthScale), nameof(LengthScale), LengthScale, "a positive, finite number");
        Require(Nugget >= 0 && double.IsFinite(Nugget), nameof(Nugget), Nugget, "a finite number, at least 0");
    }
}
