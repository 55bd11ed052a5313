using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Gaussian predictive distributions at points, each on its own; arrays are row-major [points, outputs].</summary>
/// <param name="Outputs">Number of outputs of a point.</param>
/// <param name="Means">Predictive means.</param>
/// <param name="LatentDeviations">Standard deviations of the function alone: what more data could remove.</param>
/// <param name="StandardDeviations">Standard deviations of an observation, noise included.</param>
public sealed record GaussianPrediction(
    int Outputs, ValueList<double> Means, ValueList<double> LatentDeviations, ValueList<double> StandardDeviations)
{
    /// <summary>Number of points.</summary>
    public int Points => Means.Count / Outputs;
}
