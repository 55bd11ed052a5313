// theta ~ p(theta), y ~ p(y | theta), theta_1 .. theta_L ~ posterior given y, independent: if the posterior is right, then for every
// function f the rank of f(theta, y) among the f(theta_l, y) is uniform on 0 .. L (Talts, Betancourt, Simpson, Vehtari and Gelman,
// "Validating Bayesian inference algorithms with simulation-based calibration", 2018). A wrong posterior may pass for some f, such as one
// that is the prior for every f of theta alone; hence f of theta and y, and ties drawn at random (Modrak et al., "Simulation-based
// calibration checking for Bayesian computation", 2023).

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// Checks a way of computing posteriors on data simulated from its own model: whether the truth could be one of the posterior draws.
/// </summary>
/// <param name="Quantities">The ranks of each function of interest.</param>
public sealed record SimulationBasedCalibration(ValueList<RankStatistics> Quantities)
{
    /// <summary>
    /// For each function of interest the p-value of even ranks, multiplied by the number of functions: fine from 0.01 on, so a right
    /// posterior is doubted in one run of a hundred at most, and bad below 0.001.
    /// </summary>
    public Verdict Verdict => new(Quantities.Select(q => q.Finding(Quantities.Count)).ToValueList());

    /// <summary>Simulates data from the model, computes the posterior of each, and ranks the truth among its draws.</summary>
    /// <typeparam name="TData">What a posterior is computed from.</typeparam>
    /// <param name="quantities">The names of the functions of interest.</param>
    /// <param name="simulate">Draws parameters from the prior and data given them, and evaluates the functions there.</param>
    /// <param name="posterior">Draws from the posterior of data and evaluates the same functions, [draws, quantities]; draws must be all
    /// but independent, so chains are thinned, and as many for all data.</param>
    /// <param name="simulations">Number of simulations, at least <see cref="Uniformity.FewestValues"/>; 200 and more find moderate
    /// faults.</param>
    /// <param name="key">The key of all randomness; simulation i uses its own fold, whatever the others do.</param>
    /// <param name="progress">Hears the number of finished simulations; null for none.</param>
    /// <param name="cancellation">Stops between simulations.</param>
    /// <exception cref="OptionException">There are too few simulations, or there is no quantity.</exception>
    /// <exception cref="ShapeException">Truths or draws do not fit the names, or posteriors differ in the number of draws.</exception>
    /// <exception cref="NumericalException">A truth or a draw is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SimulationBasedCalibration Run<TData>(
        ValueList<string> quantities, Func<RandomKey, SimulatedCase<TData>> simulate, Func<TData, RandomKey, double[,]> posterior,
        int simulations, RandomKey key, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        if (simulations < Uniformity.FewestValues || quantities.Count == 0)
        {
            throw new OptionException(new Problem(
                "too little to calibrate", "simulations", $"{simulations} simulations of {quantities.Count} quantities",
                $"at least {Uniformity.FewestValues} simulations of at least one quantity"));
        }
        var ranks = new int[quantities.Count][];
        for (int q = 0; q < ranks.Length; q++)
        {
            ranks[q] = new int[simulations];
        }
        int draws = 0;
        for (int i = 0; i < simulations; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var own = key.Fold("calibration").Fold(i);
            var simulated = simulate(own.Fold("simulation"));
            double[,] sampled = posterior(simulated.Data, own.Fold("posterior"));
            draws = i == 0 ? sampled.GetLength(0) : draws;
            RequireShapes(simulated.Truth.Count, sampled, draws, quantities.Count, i);
            for (int q = 0; q < ranks.Length; q++)
            {
                ranks[q][i] = Rank(simulated.Truth[q], sampled, q, own.Fold("ties"), $"{quantities[q]}, simulation {i}");
            }
            progress?.Report(i + 1);
        }
        return new(quantities.Select((name, q) => RankStatistics.Of(name, draws, ranks[q].ToValueList())).ToValueList());
    }

    private static int Rank(double truth, double[,] sampled, int quantity, RandomKey ties, string where)
    {
        Finite.Require(truth, $"{where}, truth");
        int below = 0, equal = 0;
        for (int s = 0; s < sampled.GetLength(0); s++)
        {
            double draw = Finite.Require(sampled[s, quantity], $"{where}, posterior draw {s}");
            below += draw < truth ? 1 : 0;
            equal += draw == truth ? 1 : 0;
        }
        return below + (equal == 0 ? 0 : ties.Integer(0, quantity, equal + 1));
    }

    private static void RequireShapes(int truths, double[,] sampled, int draws, int quantities, int simulation)
    {
        if (truths != quantities || sampled.GetLength(1) != quantities || sampled.GetLength(0) != draws || draws == 0)
        {
            throw new ShapeException(new Problem(
                "truths, posterior draws and names do not fit together", $"simulation {simulation}",
                $"{truths} truths, [{sampled.GetLength(0)}, {sampled.GetLength(1)}] draws",
                $"{quantities} truths, [{Math.Max(draws, 1)}, {quantities}] draws"));
        }
    }
}
