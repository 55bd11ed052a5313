using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>A Gaussian process whose hyper-parameters were found on training tasks.</summary>
/// <param name="Process">The Gaussian-process prior.</param>
/// <param name="Fits">How each output's hyper-parameters were found [outputs].</param>
public sealed record FittedGaussianProcess(GaussianProcessPrior Process, ValueList<GaussianProcessFit> Fits)
{
    /// <summary>The exact posterior given a task's context; see <see cref="GaussianProcessPrior.Condition"/>.</summary>
    /// <param name="context">Context points, scaled as the training tasks were; none leave the prior.</param>
    /// <exception cref="ShapeException">The context's dimensions differ from the training tasks'.</exception>
    /// <exception cref="NumericalException">The covariance of the context is not positive definite in floating point.</exception>
    public GaussianPosterior Condition(DataTask context) => Process.Condition(context);
}
