// Posterior draws s = 1 .. S with log likelihoods l_sn of points n = 1 .. N. Leaving point n out multiplies the posterior by exp(-l_sn),
// up to a constant; with w_sn the Pareto-smoothed weights of the log ratios -l_sn:
//   elpd_n = log sum_s w_sn exp(l_sn)         elpd_loo = sum_n elpd_n         standard error = sqrt(N variance_n of elpd_n)
//   p_loo = sum_n [ log mean_s exp(l_sn) - elpd_n ]                           the effective number of parameters
// (Vehtari, Gelman and Gabry, "Practical Bayesian model evaluation using leave-one-out cross-validation and WAIC", 2017; weights as in
// Vehtari et al. 2024.) Relative efficiency of point n: effective size of the mean of exp(l_sn) over chains, divided by S.

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How well a posterior predicts each of its own points when that point is left out, estimated without refitting.</summary>
/// <param name="Elpd">Expected log pointwise predictive density of left-out points, summed over points, in nats.</param>
/// <param name="StandardError">Standard error of <paramref name="Elpd"/> over points; null for a single point.</param>
/// <param name="EffectiveParameters">p_loo: how much worse left-out points are predicted than those that were fitted, in nats.</param>
/// <param name="PointElpd">The log predictive density of each point when it is left out [points], in nats.</param>
/// <param name="Khat">Pareto k-hat of each point [points]; see <see cref="ParetoSmoothedWeights.Khat"/>.</param>
/// <param name="Draws">Number of posterior draws.</param>
public sealed partial record LeaveOneOut(
    double Elpd, double? StandardError, double EffectiveParameters, ValueList<double> PointElpd, ValueList<double> Khat, int Draws)
{
    /// <summary>Number of points.</summary>
    public int Points => PointElpd.Count;

    /// <summary>Leave-one-out from independent posterior draws.</summary>
    /// <param name="logLikelihood">log p(y_n | w_s), [draws, points], in nats; at least one point and
    /// <see cref="ParetoSmoothedWeights.FewestDraws"/> draws.</param>
    /// <exception cref="ShapeException">There are too few draws, or no point.</exception>
    /// <exception cref="NumericalException">A log likelihood is not finite.</exception>
    public static LeaveOneOut Of(double[,] logLikelihood) => Of(logLikelihood, []);

    /// <summary>Leave-one-out from posterior draws of given efficiency.</summary>
    /// <param name="logLikelihood">log p(y_n | w_s), [draws, points], in nats; at least one point and
    /// <see cref="ParetoSmoothedWeights.FewestDraws"/> draws.</param>
    /// <param name="relativeEfficiencies">Effective over actual number of draws for each point [points]; none means 1.</param>
    /// <exception cref="ShapeException">There are too few draws, no point, or not as many efficiencies as points.</exception>
    /// <exception cref="OptionException">A relative efficiency is not a finite number, or negative.</exception>
    /// <exception cref="NumericalException">A log likelihood is not finite.</exception>
    public static LeaveOneOut Of(double[,] logLikelihood, ReadOnlySpan<double> relativeEfficiencies)
    {
        int draws = logLikelihood.GetLength(0), points = logLikelihood.GetLength(1);
        if (points == 0 || (relativeEfficiencies.Length != points && relativeEfficiencies.Length != 0))
        {
            throw new ShapeException(new Problem(
                "points and relative efficiencies do not fit together", "leave-one-out",
                $"{points} points, {relativeEfficiencies.Length} efficiencies", "at least one point, and one efficiency a point or none"));
        }
        var elpd = new double[points];
        var khat = new double[points];
        double optimism = 0;
        var logs = new double[draws];
        var ratios = new double[draws];
        for (int n = 0; n < points; n++)
        {
            for (int s = 0; s < draws; s++)
            {
                logs[s] = Finite.Require(logLikelihood[s, n], $"log likelihood of point {n}, draw {s}");
                ratios[s] = -logs[s];
            }
            var weights = ParetoSmoothedWeights.Of(ratios, relativeEfficiencies.Length > 0 ? relativeEfficiencies[n] : 1);
            double fitted = LogMean.MeanExp(logs);
            for (int s = 0; s < draws; s++)
            {
                logs[s] += weights.LogWeights[s];
            }
            (elpd[n], khat[n]) = (Finite.Require(LogMean.SumExp(logs), $"leave-one-out density of point {n}"), weights.Khat);
            optimism += fitted - elpd[n];
        }
        return new LeaveOneOut(elpd.Sum(), SumError(elpd), optimism, elpd.ToValueList(), khat.ToValueList(), draws);
    }

    /// <summary>Leave-one-out from the draws of Markov chains, whose efficiency is measured point by point.</summary>
    /// <param name="chains">log p(y_n | w_s) of each chain, [draws, points], in nats, in the order of the draws.</param>
    /// <exception cref="ShapeException">Chains are missing, differ in shape or are too short, or there is no point.</exception>
    /// <exception cref="NumericalException">A log likelihood is not finite.</exception>
    public static LeaveOneOut OfChains(IReadOnlyList<double[,]> chains)
    {
        int points = chains.Count > 0 ? chains[0].GetLength(1) : 0;
        var functions = ScalarDraws.Columns(
            Enumerable.Range(0, points).Select(n => $"log likelihood of point {n}").ToValueList(), chains);
        var all = new double[functions.Count > 0 ? functions[0].Values.Count : 0, points];
        var efficiencies = new double[points];
        for (int n = 0; n < points; n++)
        {
            var values = functions[n].Values;
            for (int s = 0; s < values.Count; s++)
            {
                all[s, n] = values[s];
            }
            double largest = values.Max();
            efficiencies[n] = Convergence.EssMean(functions[n].Map(functions[n].Quantity, l => Math.Exp(l - largest))) / values.Count;
        }
        return Of(all, efficiencies);
    }

    /// <summary>How much better this model predicts left-out points than another model of the same points.</summary>
    /// <param name="other">The other model's result; its points are the same, in the same order.</param>
    /// <exception cref="ShapeException">The numbers of points differ.</exception>
    public LooDifference Minus(LeaveOneOut other)
    {
        if (other.Points != Points)
        {
            throw new ShapeException(new Problem(
                "models of different points cannot be compared", "leave-one-out", $"{other.Points} points", $"{Points} points"));
        }
        double[] differences = [.. PointElpd.Zip(other.PointElpd, (a, b) => a - b)];
        return new LooDifference(differences.Sum(), SumError(differences));
    }

    /// <summary>Fine: k-hat of every point up to its threshold. Bad: a k-hat from 1 on. The value is the largest k-hat.</summary>
    public Verdict Verdict => new(
    [
        ParetoSmoothedWeights.KhatFinding(
            $"point {Khat.Select((k, n) => (k, n)).MaxBy(pair => pair.k).n}, left out", Khat.Max(), Draws,
            "this point moves the posterior by itself: look at it, and refit without it to score it"),
        Finding.AtMost(
            "points left out", "share of points with k-hat above its threshold",
            Khat.Count(k => k > ParetoSmoothedWeights.ThresholdFor(Draws)) / (double)Points, 0, 0.1,
            "score by folds that are refitted, or give the model heavier tails"),
    ]);

    private static double? SumError(double[] terms) =>
        terms.Length > 1 ? Math.Sqrt(terms.Length * DrawMoments.Variance(terms)) : null;
}
