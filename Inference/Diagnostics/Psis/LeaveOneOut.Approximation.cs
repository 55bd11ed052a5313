// Draws s = 1 .. S from an approximation q with log ratios a_s = log p(y, w_s) - log q(w_s): leaving point n out multiplies the ratio of the
// posterior to q by exp(-l_sn), so with w_sn the Pareto-smoothed weights of a_s - l_sn and v_s those of a_s:
//   elpd_n = log sum_s w_sn exp(l_sn)         p_loo = sum_n [ log sum_s v_s exp(l_sn) - elpd_n ]
// (Magnusson, Andersen, Jonasson and Vehtari, "Bayesian leave-one-out cross-validation for large data", 2019). Where q is the posterior, a_s
// is constant and this is leave-one-out from its draws.

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

public sealed partial record LeaveOneOut
{
    /// <summary>Number of points whose k-hat is above its threshold, so that their score is not to be believed.</summary>
    public int PointsAboveThreshold => Khat.Count(k => k > ParetoSmoothedWeights.ThresholdFor(Draws));

    /// <summary>Leave-one-out from independent draws of an approximate posterior, corrected for the approximation.</summary>
    /// <param name="logLikelihood">log p(y_n | w_s), [draws, points], in nats; at least one point and
    /// <see cref="ParetoSmoothedWeights.FewestDraws"/> draws.</param>
    /// <param name="logRatios">log p(y, w_s) - log q(w_s) of the same draws [draws], up to a constant.</param>
    /// <exception cref="ShapeException">There are too few draws, no point, or not as many ratios as draws.</exception>
    /// <exception cref="NumericalException">A log likelihood or a log ratio is not finite.</exception>
    public static LeaveOneOut OfApproximation(double[,] logLikelihood, ReadOnlySpan<double> logRatios)
    {
        int draws = logLikelihood.GetLength(0), points = logLikelihood.GetLength(1);
        if (points == 0 || logRatios.Length != draws)
        {
            throw new ShapeException(new Problem(
                "draws and importance ratios do not fit together", "leave-one-out",
                $"{draws} draws of {points} points, {logRatios.Length} ratios", "at least one point, and one ratio a draw"));
        }
        var whole = ParetoSmoothedWeights.Of(logRatios).LogWeights;
        double[] elpd = new double[points], khat = new double[points];
        double[] ratios = new double[draws], left = new double[draws], fitted = new double[draws];
        double optimism = 0;
        for (int n = 0; n < points; n++)
        {
            for (int s = 0; s < draws; s++)
            {
                ratios[s] = logRatios[s] - Finite.Require(logLikelihood[s, n], $"log likelihood of point {n}, draw {s}");
            }
            var weights = ParetoSmoothedWeights.Of(ratios);
            for (int s = 0; s < draws; s++)
            {
                left[s] = weights.LogWeights[s] + logLikelihood[s, n];
                fitted[s] = whole[s] + logLikelihood[s, n];
            }
            (elpd[n], khat[n]) = (LogMean.SumExp(left), weights.Khat);
            optimism += LogMean.SumExp(fitted) - elpd[n];
        }
        return new LeaveOneOut(elpd.Sum(), SumError(elpd), optimism, elpd.ToValueList(), khat.ToValueList(), draws);
    }
}
