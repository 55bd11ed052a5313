using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The empirical Gaussian of training tasks on a grid; outputs are independent.</summary>
public sealed class FittedEmpiricalGaussian
{
    private readonly IReadOnlyList<GaussianField> fields;

    internal FittedEmpiricalGaussian(IReadOnlyList<GaussianField> fields, ValueList<EmpiricalGaussianFit> fits)
    {
        this.fields = fields;
        Fits = fits;
    }

    /// <summary>How each output's shrinkage was chosen [outputs].</summary>
    public ValueList<EmpiricalGaussianFit> Fits { get; }

    /// <summary>The exact posterior given a task's context; it can be asked about points of the grid alone.</summary>
    /// <param name="context">Context points of the grid, scaled as the training tasks were; none leave the training moments.</param>
    /// <exception cref="DataException">A context point is not on the grid.</exception>
    /// <exception cref="ShapeException">The context's dimensions differ from the training tasks'.</exception>
    /// <exception cref="NumericalException">The covariance of the context is not positive definite in floating point.</exception>
    public GaussianPosterior Condition(DataTask context) => new(fields, context);
}
