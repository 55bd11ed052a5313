using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The Gaussian prior of one layer's independent units as expressions; a first dimension of 1 means that all units share
/// it.</summary>
/// <param name="Mean">Prior means [units or 1, fanIn].</param>
/// <param name="Factor">The Cholesky factor of the covariance, scaling included: standard deviations [units or 1, fanIn], or packed
/// row-major
/// lower triangles [units or 1, fanIn (fanIn + 1) / 2].</param>
/// <param name="Structure">Which of the two the factor is.</param>
public sealed record LayerPrior(Expr Mean, Expr Factor, FactorStructure Structure)
{
    /// <summary>Prior draws mu + L v of the weights [tasks, samples, units, fanIn].</summary>
    /// <param name="noise">Standard normal v [tasks, samples, units, fanIn].</param>
    public Expr Draw(Expr noise)
    {
        int fanIn = Mean.Shape[1];
        var scaled = Structure == FactorStructure.Diagonal
            ? Factor * noise
            : Expr.MatMul(Factor.UnpackLower(fanIn), noise.Reshape(noise.Shape.Append([1]))).Reshape(noise.Shape);
        return Mean + scaled;
    }
}
