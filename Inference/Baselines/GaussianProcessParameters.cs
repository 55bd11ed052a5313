using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The scales of a zero-mean Gaussian process for one output: covariance signal^2 k(x, x') and independent noise.</summary>
public sealed record GaussianProcessParameters
{
    /// <summary>Scales of a Gaussian process.</summary>
    /// <param name="lengthscales">One lengthscale an input [inputs], in units of that input, positive and finite.</param>
    /// <param name="signal">Standard deviation of the function, in units of the output.</param>
    /// <param name="noise">Standard deviation of the observation noise, in units of the output.</param>
    /// <exception cref="OptionException">There is no lengthscale, or one is not positive and finite.</exception>
    public GaussianProcessParameters(ValueList<double> lengthscales, StdDev signal, StdDev noise)
    {
        if (lengthscales.Count == 0 || lengthscales.Any(l => !(l > 0 && double.IsFinite(l))))
        {
            throw new OptionException(new Problem(
                "not lengthscales", "lengthscales", lengthscales.ToString(), "one positive, finite number for every input"));
        }
        Lengthscales = lengthscales;
        Signal = signal;
        Noise = noise;
    }

    /// <summary>One lengthscale an input [inputs], in units of that input.</summary>
    public ValueList<double> Lengthscales { get; }

    /// <summary>Standard deviation of the function, in units of the output.</summary>
    public StdDev Signal { get; }

    /// <summary>Standard deviation of the observation noise, in units of the output.</summary>
    public StdDev Noise { get; }
}
