using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How an amortised process is trained. The defaults are the published ones where there are any.</summary>
public sealed record FitOptions
{
    /// <summary>Number of training steps.</summary>
    public int Steps { get; init; } = 20_000;

    /// <summary>Tasks in a step.</summary>
    public int BatchTasks { get; init; } = 5;

    /// <summary>The share of each task's points that is context.</summary>
    public ContextShare Context { get; init; } = new(0.1, 0.6);

    /// <summary>The share of each task's points that a step uses at all, above 0 and at most 1.</summary>
    public double PointShare { get; init; } = 1;

    /// <summary>The learning rate of Adam.</summary>
    public LearningRate LearningRate { get; init; } = new LearningRate.Linear(1e-3, 5e-5);

    /// <summary>Gradients with a larger Euclidean norm are scaled down to it; null for no clipping.</summary>
    public double? ClipNorm { get; init; } = 10;

    /// <summary>Validation.</summary>
    public ValidationOptions Validation { get; init; } = new();

    /// <summary>The seed of everything random in training.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Refuses options outside their ranges.</summary>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    public FitOptions Validated()
    {
        Require(Steps >= 1, "steps", $"{Steps}", "at least 1");
        Require(BatchTasks is >= 1 and <= 4096, "batchTasks", $"{BatchTasks}", "1 to 4096");
        Require(PointShare is > 0 and <= 1, "pointShare", $"{PointShare}", "above 0 and at most 1");
        Require(ClipNorm is null or > 0 and < double.PositiveInfinity, "clipNorm", $"{ClipNorm}", "positive, or none");
        Require(Validation.Fraction is >= 0 and < 1, "validation.fraction", $"{Validation.Fraction}", "from 0 to below 1");
        Require(Validation.MaxTasks >= 1, "validation.maxTasks", $"{Validation.MaxTasks}", "at least 1");
        Require(Validation.Every >= 1, "validation.every", $"{Validation.Every}", "at least 1");
        Require(Validation.Samples >= 1, "validation.samples", $"{Validation.Samples}", "at least 1");
        Require(Validation.Patience is null or >= 1, "validation.patience", $"{Validation.Patience}", "at least 1, or none");
        LearningRate.Validate();
        return this;
    }

    private static void Require(bool holds, string option, string got, string expected)
    {
        if (!holds)
        {
            throw new OptionException(new Problem("option out of range", option, got, expected, "choose a value in the range"));
        }
    }
}
