namespace ProbBnn.Tensors;

/// <summary>How the Cholesky factor of a prior covariance is stored.</summary>
public enum FactorStructure
{
    /// <summary>A diagonal [units, fanIn]: standard deviations of independent weights.</summary>
    Diagonal,

    /// <summary>A packed row-major lower triangle [units, fanIn (fanIn + 1) / 2] with positive diagonal.</summary>
    Lower,
}
