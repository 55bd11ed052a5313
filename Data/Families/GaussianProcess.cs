// f ~ GP(0, k), drawn at the inputs with covariance K + nugget I;   y = f + noise N(0, 1).
// With labels: y = 1 with probability 1 / (1 + exp(-slope f)), else 0, and no noise.

using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Functions drawn from a zero-mean Gaussian process, with Gaussian noise or as binary labels.</summary>
public sealed record GaussianProcess : TaskFamily
{
    /// <summary>The covariance function; squared exponential with length scale 0.5 unless told otherwise.</summary>
    public Kernel Kernel { get; init; } = new Kernel.SquaredExponential(0.5);

    /// <summary>Added to the diagonal of the covariance so that it can be factored, at least 0; part of the family's definition.</summary>
    public double Nugget { get; init; } = 1e-5;

    /// <summary>Number of inputs, at least 1.</summary>
    public int Inputs { get; init; } = 1;

    /// <summary>Null for real outputs; for labels 0 and 1, the slope of their log odds in the function value (2.5 is usual).</summary>
    public double? LabelSlope { get; init; }

    /// <inheritdoc/>
    public override int InputDimension => Inputs;

    /// <inheritdoc/>
    protected override double[] Outputs(double[] inputs, RandomKey key)
    {
        var values = GaussianDraw.At(inputs, Inputs, Kernel, Nugget, key.Fold("function"));
        if (LabelSlope is not { } slope)
        {
            return WithNoise(values, key);
        }
        var labels = key.Fold("labels");
        return [.. values.Select((f, i) => labels.Uniform(i, 0) < 1 / (1 + Math.Exp(-slope * f)) ? 1.0 : 0.0)];
    }

    /// <inheritdoc/>
    protected override void Validate()
    {
        base.Validate();
        Require(Inputs >= 1, nameof(Inputs), Inputs, "at least 1");
        Require(Nugget >= 0 && double.IsFinite(Nugget), nameof(Nugget), Nugget, "a finite number, at least 0");
        Require(LabelSlope is null || double.IsFinite(LabelSlope.Value), nameof(LabelSlope), LabelSlope ?? 0, "a finite number");
        if (!Kernel.IsValid)
        {
            throw new OptionException(new Problem(
                "outside its range", $"{nameof(GaussianProcess)}.{nameof(Kernel)}", Kernel.ToString(), "positive, finite parameters"));
        }
    }
}
