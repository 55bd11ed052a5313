using ProbBnn.Data;

namespace ProbBnn.Inference;

/// <summary>
/// Beliefs about one function after seeing a context. Weight sample s depends on the seed, the task's id and s alone, so predictions at
/// a point do not
/// depend on what else is asked for. Safe for many callers at once.
/// </summary>
public abstract class Posterior
{
    private protected Posterior()
    {
    }

    /// <summary>Predictive distributions at points.</summary>
    /// <param name="inputs">Inputs, row-major [points, inputs], in the data's own units.</param>
    /// <param name="samples">Weight samples, at least 1.</param>
    /// <param name="seed">The seed of the weight samples.</param>
    public abstract Prediction Predict(ReadOnlySpan<double> inputs, int samples = 200, ulong seed = 0);

    /// <summary>Coherent functions: whole functions of single weight samples, without observation noise.</summary>
    /// <param name="inputs">Inputs, row-major [points, inputs], in the data's own units.</param>
    /// <param name="functions">Number of functions.</param>
    /// <param name="seed">The seed of the weight samples.</param>
    /// <returns>[functions, points, outputs], in the data's own units (probabilities for a Bernoulli likelihood).</returns>
    public abstract double[,,] Functions(ReadOnlySpan<double> inputs, int functions, ulong seed = 0);

    /// <summary>The joint log density of targets under each weight sample, to be averaged on the scale of densities, in scaled
    /// units.</summary>
    /// <param name="targets">Target points, in the data's own units.</param>
    /// <param name="samples">Weight samples, at least 1.</param>
    /// <param name="seed">The seed of the weight samples.</param>
    /// <returns>[samples, outputs].</returns>
    public abstract double[,] JointLogDensities(DataTask targets, int samples = 200, ulong seed = 0);

    /// <summary>The log density of each target under each weight sample, log p(y_n | w_s), in nats, in the data's own units. Weights are
    /// sampled throughout, also where predictions integrate the last layer out.</summary>
    /// <param name="targets">Target points, in the data's own units.</param>
    /// <param name="samples">Weight samples, at least 1.</param>
    /// <param name="seed">The seed of the weight samples.</param>
    /// <returns>[samples, points], summed over outputs.</returns>
    public abstract double[,] PointLogDensities(DataTask targets, int samples = 200, ulong seed = 0);
}
