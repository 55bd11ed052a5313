using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How an objective is climbed by Adam (beta 0.9 and 0.999, epsilon 1e-8).</summary>
public sealed record AscentOptions
{
    /// <summary>Number of steps.</summary>
    public int Steps { get; init; } = 15_000;

    /// <summary>The learning rate.</summary>
    public LearningRate LearningRate { get; init; } = new LearningRate.Linear(5e-3, 1e-4);

    /// <summary>Gradients with a larger Euclidean norm are scaled down to it; null for no clipping.</summary>
    public double? ClipNorm { get; init; }

    internal void Validate()
    {
        LearningRate.Validate();
        Require(Steps >= 1, "steps", $"{Steps}", "at least 1");
        Require(ClipNorm is null or > 0 and < double.PositiveInfinity, "clipNorm", $"{ClipNorm}", "positive, or none");
    }

    internal static void Require(bool holds, string option, string got, string expected)
    {
        if (!holds)
        {
            throw new OptionException(new Problem("option out of range", option, got, expected, "choose a value in the range"));
        }
    }
}
