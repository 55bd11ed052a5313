// A noise standard deviation that is learned needs a prior where it is inferred with the weights. With the unconstrained parameter a of
// NoiseStdDev and its start a_0:
//   below u, or between l and u:   sigma uniform there, so  log p(a) = -softplus(a) - softplus(-a)
//   no bounds, or above l:         log sigma (above l: log(sigma - l)) ~ Normal(a_0, 1), so  log p(a) = -1/2 (a - a_0)^2 - 1/2 log 2 pi
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The prior of a learned noise standard deviation: uniform between its bounds, or a factor of e around where it starts.</summary>
internal static class NoisePrior
{
    /// <summary>The log density of the unconstrained parameters, summed over outputs.</summary>
    /// <param name="learned">The bounds.</param>
    /// <param name="a">Unconstrained parameters [draws, outputs].</param>
    /// <param name="start">Where they start [outputs].</param>
    /// <returns>[draws].</returns>
    public static Expr LogDensity(NoiseLearning.Learned learned, Expr a, Tensor start) => learned.Below is not null
        ? (-a.Softplus() - (-a).Softplus()).Sum(^1)
        : ((a - Expr.Constant(start)).Square() * -0.5 - 0.5 * Math.Log(2 * Math.PI)).Sum(^1);

    /// <summary>Unconstrained parameters drawn from the prior, one for each output.</summary>
    /// <param name="learned">The bounds.</param>
    /// <param name="start">Where they start [outputs].</param>
    /// <param name="key">The key.</param>
    public static double[] Draw(NoiseLearning.Learned learned, Tensor start, RandomKey key)
    {
        var draws = new double[start.Shape.Size];
        for (int d = 0; d < draws.Length; d++)
        {
            double share = key.Uniform(0, d);
            draws[d] = learned.Below is not null ? Math.Log(share / (1 - share)) : start.Doubles[d] + key.Normal(0, d);
        }
        return draws;
    }
}
