// Sums over the target points n = 1..N of one task and output, from the exact predictive distribution F_n with density f_n and mean m_n:
//   log density  sum_n log f_n(y_n)     squared, absolute error  sum_n (y_n - m_n)^2, sum_n |y_n - m_n|     CRPS  sum_n CRPS(F_n, y_n)
//   PIT  F_n(y_n);   y_n lies in the central 90 % interval [F_n^-1(0.05), F_n^-1(0.95)] exactly when its PIT lies in [0.05, 0.95]
//   published ppd  log (1/N) sum_n f_n(y_n), the log of the density averaged over points
// In units of c: log density - N log c, errors and CRPS times c, squared errors times c^2, PIT unchanged.

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The scores of one task and one output, kept as sums so that tasks can be pooled by points.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Points">Number of target points; may be 0.</param>
/// <param name="LogDensitySum">Sum over points of the log predictive density, in nats.</param>
/// <param name="JointLogDensity">The log predictive density of all targets of the task together, in nats.</param>
/// <param name="SquaredErrorSum">Sum over points of the squared error of the predictive mean.</param>
/// <param name="AbsoluteErrorSum">Sum over points of the absolute error of the predictive mean.</param>
/// <param name="CrpsSum">Sum over points of the continuous ranked probability score (for labels it equals the Brier score).</param>
/// <param name="LogOfDensitySum">The log of the sum over points of the predictive density; minus infinity for no points.</param>
/// <param name="Pit">The probability integral transforms of the targets [points], from 0 to 1; null for labels, which have none.</param>
public sealed record TaskScore(
    string Task, int Points, double LogDensitySum, double JointLogDensity, double SquaredErrorSum, double AbsoluteErrorSum,
    double CrpsSum, double LogOfDensitySum, ValueList<double>? Pit)
{
    /// <summary>Predicted probabilities of 1 and what came of them, for labels that are 0 or 1; null for other outputs and where there is
    /// none.</summary>
    public LabelCalibration? Labels { get; init; }

    /// <summary>Mean log predictive density of a point, in nats; NaN for a task without target points.</summary>
    public double LogDensityPerPoint => LogDensitySum / Points;

    /// <summary>Root mean squared error of the predictive mean; NaN for a task without target points.</summary>
    public double Rmse => Math.Sqrt(SquaredErrorSum / Points);

    /// <summary>Mean absolute error of the predictive mean; NaN for a task without target points.</summary>
    public double Mae => AbsoluteErrorSum / Points;

    /// <summary>Mean continuous ranked probability score; NaN for a task without target points.</summary>
    public double Crps => CrpsSum / Points;

    /// <summary>Number of targets inside the central 90 % interval of their predictive distribution; null for labels.</summary>
    public int? Covered90 => Pit?.Count(u => u is >= 0.05 and <= 0.95);

    /// <summary>Share of targets inside the central 90 % interval; null for labels, NaN for a task without target points.</summary>
    public double? Coverage90 => (double?)Covered90 / Points;

    /// <summary>
    /// The log of the predictive density averaged over points, in nats: what the literature on these models calls ppd. Never below
    /// <see cref="LogDensityPerPoint"/>, and dominated by well-predicted points; for comparison only.
    /// </summary>
    public double PublishedPpd => LogOfDensitySum - Math.Log(Points);

    /// <summary>Scores a task under predictive mixtures.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="targets">Observed values of one output [points].</param>
    /// <param name="predictive">Predictive distributions at the same points, in the same units, noise included.</param>
    /// <param name="jointLogDensity">The joint log density of the targets where points are dependent given a sample (a Gaussian process,
    /// an integrated last layer); null takes <see cref="PredictiveMixture.JointLogDensity"/>.</param>
    /// <exception cref="ShapeException">There are not as many targets as points.</exception>
    /// <exception cref="NumericalException">A score is not finite.</exception>
    public static TaskScore Of(
        string task, ReadOnlySpan<double> targets, PredictiveMixture predictive, double? jointLogDensity = null)
    {
        predictive.RequireTargets(targets);
        double squared = 0, absolute = 0, crps = 0;
        var logs = new double[targets.Length];
        var pit = new double[targets.Length];
        for (int n = 0; n < targets.Length; n++)
        {
            var mixture = predictive.At(n);
            double error = targets[n] - mixture.Mean;
            logs[n] = mixture.LogDensity(targets[n]);
            squared += error * error;
            absolute += Math.Abs(error);
            crps += mixture.Crps(targets[n]);
            pit[n] = mixture.Cdf(targets[n]);
        }
        return Checked(
            task, logs, jointLogDensity ?? predictive.JointLogDensity(targets), squared, absolute, crps, pit.ToValueList());
    }

    /// <summary>Scores a task of labels under predictive Bernoulli mixtures; errors are those of the probability of 1.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="labels">Observed labels from 0 to 1 [points].</param>
    /// <param name="logits">Component logits, row-major [points, samples].</param>
    /// <exception cref="ShapeException">The logits are not a whole, positive number of samples a label.</exception>
    /// <exception cref="DataException">A label is not between 0 and 1.</exception>
    public static TaskScore OfLabels(string task, ReadOnlySpan<double> labels, ReadOnlySpan<double> logits)
    {
        int samples = labels.Length == 0 ? 0 : logits.Length / labels.Length;
        if (samples * labels.Length != logits.Length)
        {
            throw new ShapeException(new Problem(
                "labels and logits do not fit together", "logits", $"{logits.Length} logits for {labels.Length} labels",
                "the same number of samples for every label"));
        }
        double squared = 0, absolute = 0;
        var logs = new double[labels.Length];
        var probabilities = new double[labels.Length];
        var joint = new double[Math.Max(samples, 1)];
        for (int n = 0; n < labels.Length; n++)
        {
            var mixture = new BernoulliMixture(logits.Slice(n * samples, samples));
            logs[n] = mixture.LogDensity(labels[n]);
            squared += mixture.Brier(labels[n]);
            probabilities[n] = mixture.Mean;
            absolute += Math.Abs(mixture.Mean - labels[n]);
            for (int s = 0; s < samples; s++)
            {
                joint[s] += mixture.ComponentLogDensity(s, labels[n]);
            }
        }
        return Checked(task, logs, LogMean.MeanExp(joint), squared, absolute, squared, null) with
        {
            Labels = labels.Length == 0 || labels.ContainsAnyExcept(0, 1)
                ? null : LabelCalibration.Of(probabilities.ToValueList(), labels.ToArray().ToValueList()),
        };
    }

    /// <summary>The same scores in other units: an output z of this score is y = a + <paramref name="unit"/> z there, for any a.</summary>
    /// <param name="unit">How large one present unit is in the new units, positive.</param>
    public TaskScore InUnits(StdDev unit) => this with
    {
        LogDensitySum = LogDensitySum - Points * Math.Log(unit.Value),
        JointLogDensity = JointLogDensity - Points * Math.Log(unit.Value),
        SquaredErrorSum = SquaredErrorSum * unit.Value * unit.Value,
        AbsoluteErrorSum = AbsoluteErrorSum * unit.Value,
        CrpsSum = CrpsSum * unit.Value,
        LogOfDensitySum = LogOfDensitySum - Math.Log(unit.Value),
    };

    private static TaskScore Checked(
        string task, double[] logs, double joint, double squared, double absolute, double crps, ValueList<double>? pit)
    {
        Finite.Require(logs, $"task {task}, log density of target");
        return new TaskScore(
            task, logs.Length, logs.Sum(), Finite.Require(joint, $"task {task}, joint log density"),
            Finite.Require(squared, $"task {task}, squared error"), absolute, Finite.Require(crps, $"task {task}, CRPS"),
            LogMean.SumExp(logs), pit);
    }
}
