namespace ProbBnn.Inference;

/// <summary>
/// A stretch of neighbouring states of a path, by the places of its vectors: those of a single state are one and the same.
/// </summary>
/// <param name="Begin">The whitened momentum of the state that was reached first.</param>
/// <param name="End">That of the state reached last.</param>
/// <param name="Sum">The sum of all momenta of the stretch.</param>
internal readonly record struct Stretch(int Begin, int End, int Sum)
{
    /// <summary>A single state.</summary>
    public static Stretch Of(int momentum) => new(momentum, momentum, momentum);

    /// <summary>The same states from the other end.</summary>
    public Stretch Reversed => new(End, Begin, Sum);

    /// <summary>Whether this is a single state.</summary>
    public bool IsSingle => Begin == Sum;
}
