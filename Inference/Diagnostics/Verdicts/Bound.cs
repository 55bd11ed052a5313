namespace ProbBnn.Inference;

/// <summary>On which side of its limit a measured value is fine.</summary>
public enum Bound
{
    /// <summary>Fine up to the limit.</summary>
    AtMost,

    /// <summary>Fine from the limit on.</summary>
    AtLeast,
}
