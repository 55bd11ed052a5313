using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>One function drawn from a process's prior, in the data's own units.</summary>
/// <param name="Values">Its values [points, outputs], row-major; probabilities for a Bernoulli likelihood.</param>
/// <param name="NoiseStdDevs">Noise standard deviations [outputs]; empty for a Bernoulli likelihood.</param>
internal sealed record PriorFunction(double[] Values, double[] NoiseStdDevs)
{
    /// <summary>Observes the function at its first points.</summary>
    /// <param name="id">The name of the data set.</param>
    /// <param name="model">The model it was drawn from.</param>
    /// <param name="inputs">The inputs of those points, in the data's own units.</param>
    /// <param name="key">The key of the noise.</param>
    public DataTask Observe(string id, BnnModel model, ReadOnlySpan<double> inputs, RandomKey key)
    {
        var y = new double[inputs.Length / model.Inputs * model.Outputs];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = NoiseStdDevs.Length == 0
                ? key.Uniform(0, i) < Values[i] ? 1 : 0
                : Values[i] + NoiseStdDevs[i % model.Outputs] * key.Normal(0, i);
        }
        return new DataTask(id, [.. inputs], y, model.Inputs, model.Outputs);
    }
}
