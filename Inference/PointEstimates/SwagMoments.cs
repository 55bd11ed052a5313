// Over snapshots theta_1 .. theta_k, running (Welford 1962), e = theta_k - mean_{k-1}:
//   mean_k = mean_{k-1} + e / k,   spread_k = spread_{k-1} + e^2 (k - 1) / k,   variance = spread_k / k, never below zero;
//   deviations d_k = theta_k - mean_k, the last R of them.
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>What gradient steps passed through.</summary>
/// <param name="Mean">Mean of the snapshots [dimension].</param>
/// <param name="Spread">Sum of their squared deviations from the mean [dimension].</param>
/// <param name="Deviations">The last deviations from the running mean, [rank or fewer][dimension].</param>
/// <param name="Count">Number of snapshots.</param>
internal sealed record SwagMoments(double[] Mean, double[] Spread, IReadOnlyList<double[]> Deviations, int Count)
{
    private const string MeanName = "swag.mean", SpreadName = "swag.spread", DeviationsName = "swag.deviations", CountName = "swag.count";

    /// <summary>Nothing but a first snapshot.</summary>
    public static SwagMoments Of(ReadOnlySpan<double> first) => new(first.ToArray(), new double[first.Length], [], 1);

    /// <summary>With one snapshot more.</summary>
    public SwagMoments With(ReadOnlySpan<double> snapshot, int rank)
    {
        double[] mean = new double[Mean.Length], spread = new double[Mean.Length], deviation = new double[Mean.Length];
        for (int i = 0; i < mean.Length; i++)
        {
            double excess = snapshot[i] - Mean[i];
            mean[i] = Mean[i] + excess / (Count + 1);
            spread[i] = Spread[i] + excess * excess * Count / (Count + 1);
            deviation[i] = snapshot[i] - mean[i];
        }
        return new SwagMoments(mean, spread, [.. Deviations.TakeLast(rank - 1), deviation], Count + 1);
    }

    public IEnumerable<(string Name, Tensor Value)> Tensors() =>
    [
        (MeanName, Tensor.Of([Mean.Length], Mean)), (SpreadName, Tensor.Of([Mean.Length], Spread)),
        (DeviationsName, Tensor.Of([Deviations.Count, Mean.Length], Deviations.SelectMany(d => d).ToArray())),
        (CountName, Tensor.Scalar(Count)),
    ];

    /// <exception cref="OperationCanceledException">There are no snapshots yet.</exception>
    /// <exception cref="StoredFileException">The state is of an earlier version, which kept other moments.</exception>
    public static SwagMoments Read(ParameterSet state)
    {
        if (!state.Contains(CountName) || state[CountName].Doubles[0] < 2)
        {
            throw new OperationCanceledException("It was ended before the second snapshot, so there is no posterior.");
        }
        if (!state.Contains(SpreadName))
        {
            throw new StoredFileException(new Problem(
                "the state is of an earlier version", "the moments of swag", $"no {SpreadName}", "the spread of the snapshots",
                "fit again, or use the version that began it"));
        }
        var deviations = state[DeviationsName];
        int n = deviations.Shape[1];
        return new SwagMoments(
            [.. state[MeanName].Doubles], [.. state[SpreadName].Doubles],
            [.. Enumerable.Range(0, deviations.Shape[0]).Select(r => deviations.Doubles.Slice(r * n, n).ToArray())],
            (int)state[CountName].Doubles[0]);
    }
}
