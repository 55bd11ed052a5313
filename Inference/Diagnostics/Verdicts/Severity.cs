namespace ProbBnn.Inference;

/// <summary>How a diagnostic came out, from best to worst.</summary>
public enum Severity
{
    /// <summary>Within what the literature asks for.</summary>
    Fine,

    /// <summary>Usable with care: look closer before relying on it.</summary>
    Doubtful,

    /// <summary>Not to be relied on.</summary>
    Bad,
}
