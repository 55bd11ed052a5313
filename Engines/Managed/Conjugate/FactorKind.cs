namespace ProbBnn.Engines.Managed;

/// <summary>How the factor L of a unit's prior covariance L L' is stored.</summary>
internal enum FactorKind
{
    /// <summary>L is diagonal: its K diagonal elements.</summary>
    Diagonal,

    /// <summary>L is lower triangular: its K (K + 1) / 2 elements row by row.</summary>
    Lower,
}
