// Over snapshots theta_1 .. theta_k:  mean_k, and mean of squares_k, running;  deviations d_k = theta_k - mean_k, the last R of them.
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>What gradient steps passed through.</summary>
/// <param name="Mean">Mean of the snapshots [dimension].</param>
/// <param name="Squares">Mean of their squares [dimension].</param>
/// <param name="Deviations">The last deviations from the running mean, [rank or fewer][dimension].</param>
/// <param name="Count">Number of snapshots.</param>
internal sealed record SwagMoments(double[] Mean, double[] Squares, IReadOnlyList<double[]> Deviations, int Count)
{
    /// <summary>Nothing but a first snapshot.</summary>
    public static SwagMoments Of(ReadOnlySpan<double> first) =>
        new(first.ToArray(), [.. first.ToArray().Select(x => x * x)], [], 1);

    /// <summary>With one snapshot more.</summary>
    public SwagMoments With(ReadOnlySpan<double> snapshot, int rank)
    {
        double[] mean = new double[Mean.Length], squares = new double[Mean.Length], deviation = new double[Mean.Length];
        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] = Mean[i] + (snapshot[i] - Mean[i]) / (Count + 1);
            squares[i] = Squares[i] + (snapshot[i] * snapshot[i] - Squares[i]) / (Count + 1);
            deviation[i] = snapshot[i] - mean[i];
        }
        return new SwagMoments(mean, squares, [.. Deviations.TakeLast(rank - 1), deviation], Count + 1);
    }

    public IEnumerable<(string Name, Tensor Value)> Tensors() =>
    [
        ("swag.mean", Tensor.Of([Mean.Length], Mean)), ("swag.squares", Tensor.Of([Mean.Length], Squares)),
        ("swag.deviations", Tensor.Of([Deviations.Count, Mean.Length], Deviations.SelectMany(d => d).ToArray())),
        ("swag.count", Tensor.Scalar(Count)),
    ];

    /// <exception cref="OperationCanceledException">There are no snapshots yet.</exception>
    public static SwagMoments Read(ParameterSet state)
    {
        if (!state.Contains("swag.count") || state["swag.count"].Doubles[0] < 2)
        {
            throw new OperationCanceledException("It was ended before the second snapshot, so there is no posterior.");
        }
        var deviations = state["swag.deviations"];
        int n = deviations.Shape[1];
        return new SwagMoments(
            [.. state["swag.mean"].Doubles], [.. state["swag.squares"].Doubles],
            [.. Enumerable.Range(0, deviations.Shape[0]).Select(r => deviations.Doubles.Slice(r * n, n).ToArray())],
            (int)state["swag.count"].Doubles[0]);
    }
}
