// f(x) = g (((x + shift) mod p) - p / 2) + a x / 3 + b / 4,   the remainder never negative, a, b ~ N(0, 1);   y = f(x) + noise N(0, 1).
// With a random gain g = 3/2 + 2 u, u ~ Uniform(0, 1); with a random shift, shift ~ Uniform(0, p).
// Defaults as in the study of learned one-dimensional priors of Rochussen and Fortuin, ICLR 2026.

using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Sawtooth waves of one input, each on a random line unless told otherwise.</summary>
public sealed record Sawtooth : TaskFamily
{
    /// <summary>Period p, above 0.</summary>
    public double Period { get; init; } = 0.75;

    /// <summary>Slope g of the teeth, unless it is random.</summary>
    public double Gain { get; init; } = 1.33;

    /// <summary>Shift along the input, unless it is random.</summary>
    public double Shift { get; init; }

    /// <summary>Whether a random line is added.</summary>
    public bool RandomLine { get; init; } = true;

    /// <summary>Whether every task draws its own slope from (1.5, 3.5).</summary>
    public bool RandomGain { get; init; }

    /// <summary>Whether every task draws its own shift from (0, p).</summary>
    public bool RandomShift { get; init; }

    /// <summary>The noiseless function of a task.</summary>
    /// <param name="index">The task's index, at least 0.</param>
    /// <param name="key">The key of the family's draws.</param>
    /// <exception cref="OptionException">A parameter of the family or the index is outside its range.</exception>
    public Func<double, double> Curve(int index, RandomKey key)
    {
        Require(index >= 0, "index", index, "at least 0");
        Validate();
        return Function(KeyOf(index, key));
    }

    /// <inheritdoc/>
    protected override double[] Outputs(double[] inputs, RandomKey key) => WithNoise([.. inputs.Select(Function(key))], key);

    /// <inheritdoc/>
    protected override void Validate()
    {
        base.Validate();
        Require(Period > 0 && double.IsFinite(Period), nameof(Period), Period, "a positive, finite number");
        Require(double.IsFinite(Gain), nameof(Gain), Gain, "a finite number");
        Require(double.IsFinite(Shift), nameof(Shift), Shift, "a finite number");
    }

    private Func<double, double> Function(RandomKey key)
    {
        double gain = RandomGain ? 1.5 + (2 * key.Fold("gain").Uniform(0, 0)) : Gain;
        double shift = RandomShift ? Period * key.Fold("shift").Uniform(0, 0) : Shift;
        var line = key.Fold("line");
        double slope = RandomLine ? line.Normal(0, 0) / 3 : 0;
        double offset = RandomLine ? line.Normal(0, 1) / 4 : 0;
        double period = Period;
        return x =>
        {
            double remainder = (x + shift) % period;
            remainder += remainder < 0 ? period : 0;
            return (gain * (remainder - (period / 2))) + (slope * x) + offset;
        };
    }
}
