using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>All there is to know of a chain after a finished iteration, as plain numbers.</summary>
/// <param name="Iterations">Number of finished iterations.</param>
/// <param name="WarmUpGradients">Gradients that the warm-up took, the first of all included.</param>
/// <param name="SamplingGradients">Gradients taken since.</param>
/// <param name="Position">The position [dimension].</param>
/// <param name="LogDensity">The log density there, in nats.</param>
/// <param name="Gradient">Its gradient [dimension].</param>
/// <param name="StepSize">The step size of the next iteration; zero while it is to be searched.</param>
/// <param name="Averaging">The state of dual averaging: centre, count, error, logarithms of the step and of its average.</param>
/// <param name="Metric">The factor S of the inverse mass matrix M^-1 = S S': standard deviations [dimension], or a lower triangle
/// [dimension, dimension] by rows.</param>
/// <param name="WindowDraws">Number of draws of the present window of the warm-up.</param>
/// <param name="WindowMean">Their mean [dimension]; empty for the unit metric.</param>
/// <param name="WindowProducts">Sums of squared deviations [dimension], or of products of deviations [dimension, dimension].</param>
/// <param name="Statistics">For each finished iteration: 1 if it diverged, tree depth, energy, acceptance, step size
/// [iterations, 5].</param>
/// <param name="LogDensities">Log densities after the warm-up [draws].</param>
/// <param name="Draws">Kept positions [kept, dimension].</param>
public sealed record ChainState(
    int Iterations, long WarmUpGradients, long SamplingGradients, ValueList<double> Position, double LogDensity,
    ValueList<double> Gradient, double StepSize, ValueList<double> Averaging, ValueList<double> Metric, int WindowDraws,
    ValueList<double> WindowMean, ValueList<double> WindowProducts, ValueList<double> Statistics, ValueList<double> LogDensities,
    ValueList<double> Draws)
{
    private static readonly string[] Names =
    [
        "counts", "position", "log-density", "gradient", "step-size", "averaging", "metric", "window-mean", "window-products",
        "statistics", "log-densities", "draws",
    ];

    /// <summary>The state as named arrays.</summary>
    /// <param name="prefix">What every name begins with.</param>
    public IReadOnlyList<(string Name, double[] Values)> ToArrays(string prefix)
    {
        double[][] values =
        [
            [Iterations, WarmUpGradients, SamplingGradients, WindowDraws], [.. Position], [LogDensity], [.. Gradient], [StepSize],
            [.. Averaging], [.. Metric], [.. WindowMean], [.. WindowProducts], [.. Statistics], [.. LogDensities], [.. Draws],
        ];
        return [.. Names.Zip(values, (name, value) => (prefix + name, value))];
    }

    /// <summary>A state from the arrays that <see cref="ToArrays"/> gave; others among them are left aside.</summary>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="arrays">The arrays by name.</param>
    /// <exception cref="DataException">An array is missing, or has the wrong length.</exception>
    public static ChainState FromArrays(string prefix, IReadOnlyDictionary<string, double[]> arrays)
    {
        double[] Array(string name, int? length = null)
        {
            if (!arrays.TryGetValue(prefix + name, out double[]? values))
            {
                throw new DataException(new Problem("an array is missing", prefix + name, null, "the arrays of a chain's state"));
            }
            return length is null || values.Length == length
                ? values
                : throw new DataException(new Problem(
                    "an array has the wrong length", prefix + name, $"{values.Length} values", $"{length} values"));
        }
        double[] counts = Array("counts", 4);
        return new ChainState(
            (int)counts[0], (long)counts[1], (long)counts[2], Array("position").ToValueList(), Array("log-density", 1)[0],
            Array("gradient").ToValueList(), Array("step-size", 1)[0], Array("averaging", 5).ToValueList(),
            Array("metric").ToValueList(), (int)counts[3], Array("window-mean").ToValueList(), Array("window-products").ToValueList(),
            Array("statistics").ToValueList(), Array("log-densities").ToValueList(), Array("draws").ToValueList());
    }
}
