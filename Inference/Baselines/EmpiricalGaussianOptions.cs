using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How the shrinkage of the empirical Gaussian is chosen: by predictions of training tasks from the others.</summary>
public sealed record EmpiricalGaussianOptions
{
    /// <summary>Shrinkages to try, each above 0 and at most 1.</summary>
    public ValueList<double> Shrinkages { get; init; } = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3];

    /// <summary>Number of parts of the training tasks (whole groups where there are any), each predicted from the rest.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Most training tasks that are predicted, over all folds; at least one a fold.</summary>
    public int MaxHeldOutTasks { get; init; } = 200;

    /// <summary>Most target points of a held-out task that are predicted.</summary>
    public int MaxTargets { get; init; } = 200;

    /// <summary>Share of a held-out task's points given as context, between 0 and 1; at least one point.</summary>
    public double ContextFraction { get; init; } = 0.3;

    /// <summary>Lower bound of the noise, in units of the (standardised) output: noise^2 = floor^2 + shrinkage x mean variance.</summary>
    public StdDev NoiseFloor { get; init; } = StdDev.Of(1e-4);

    internal void Require()
    {
        bool shrinkages = Shrinkages.Count > 0 && Shrinkages.All(a => a is > 0 and <= 1);
        Demand(shrinkages, nameof(Shrinkages), Shrinkages.ToString(), "numbers above 0, at most 1");
        Demand(Folds > 1, nameof(Folds), Folds.ToString((IFormatProvider?)null), "at least 2");
        Demand(ContextFraction is > 0 and < 1, nameof(ContextFraction), ContextFraction.ToString("R", null), "a number between 0 and 1");
        Demand(MaxHeldOutTasks > 0, nameof(MaxHeldOutTasks), MaxHeldOutTasks.ToString((IFormatProvider?)null), "at least 1");
        Demand(MaxTargets > 0, nameof(MaxTargets), MaxTargets.ToString((IFormatProvider?)null), "at least 1");
    }

    private static void Demand(bool condition, string option, string got, string expected)
    {
        if (!condition)
        {
            throw new OptionException(new Problem("out of range", $"{nameof(EmpiricalGaussianOptions)}.{option}", got, expected));
        }
    }
}
