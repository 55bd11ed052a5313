namespace ProbBnn.Inference;

/// <summary>How much better one model predicts left-out points than another, over the same points.</summary>
/// <param name="Elpd">Difference of expected log predictive densities, in nats; positive where the first model is better.</param>
/// <param name="StandardError">Its standard error over points; null for a single point.</param>
public sealed record LooDifference(double Elpd, double? StandardError)
{
    /// <summary>The smallest difference whose standard error can be believed (Sivula, Magnusson, Matamoros and Vehtari, "Uncertainty in
    /// Bayesian leave-one-out cross-validation based model comparison", 2020).</summary>
    public const double SmallestElpd = 4;

    /// <summary>How many standard errors a difference should have.</summary>
    public const double SmallestErrors = 2;

    /// <summary>
    /// Whether one of the models can be said to be better: fine from two standard errors on and from 4 nats on, otherwise doubtful, never
    /// bad. With a single point there is no standard error, and the nats alone are judged.
    /// </summary>
    public Verdict Verdict => new(
    [
        Finding.AtLeast(
            "difference of models", "nats", Math.Abs(Elpd), SmallestElpd, 0,
            "the models predict about equally well: choose by other reasons"),
        .. StandardError is { } error
            ? [Finding.AtLeast(
                "difference of models", "standard errors", Elpd == 0 ? 0 : Math.Abs(Elpd) / error, SmallestErrors, 0,
                "points do not tell which model is better: give more of them")]
            : Array.Empty<Finding>(),
    ]);
}
