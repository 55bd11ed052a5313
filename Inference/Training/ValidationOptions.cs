namespace ProbBnn.Inference;

/// <summary>How training is watched: on tasks kept apart, with splits and noise that never change.</summary>
public sealed record ValidationOptions
{
    /// <summary>The share of the tasks (of the groups, where tasks have groups) kept apart, from 0 (no validation) to below 1.</summary>
    public double Fraction { get; init; } = 0.1;

    /// <summary>At most this many of them are used.</summary>
    public int MaxTasks { get; init; } = 200;

    /// <summary>Steps between validations.</summary>
    public int Every { get; init; } = 250;

    /// <summary>Weight samples of each task.</summary>
    public int Samples { get; init; } = 32;

    /// <summary>Training stops after this many validations without a new best; null for never.</summary>
    public int? Patience { get; init; }

    /// <summary>No validation: the last state is the result.</summary>
    public static ValidationOptions None { get; } = new() { Fraction = 0 };
}
