// Type II maximum likelihood over tasks: the hyper-parameters maximise sum_tasks log N(y; 0, K + noise^2 I), by BFGS in
//   log lengthscales, log signal, a      with noise^2 = floor^2 + exp(2 a),  so d/da = (exp(2 a) / noise^2) d/dlog noise.
// The objective is taken per value, so tolerances do not depend on the amount of data.

using MathNet.Numerics.Statistics;
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// Exact Gaussian-process regression with one set of hyper-parameters for all tasks, found by pooled marginal likelihood: the classical
/// way to learn a prior over functions from many small data sets.
/// </summary>
public static class GaussianProcessBaseline
{
    private const int ScoutingIterations = 8;
    private const double Tolerance = 1e-5;

    /// <summary>Finds the hyper-parameters of every output.</summary>
    /// <param name="scaledTraining">Training tasks, inputs and outputs standardised (the process has mean zero).</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="key">Draws the tasks and points that enter, and the starts.</param>
    /// <param name="options">Limits of the search; null takes the defaults.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <exception cref="DataException">No task has a point.</exception>
    /// <exception cref="OptionException">A limit is not positive.</exception>
    /// <exception cref="NumericalException">No start gave a positive definite covariance.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static FittedGaussianProcess Fit(
        TaskSet scaledTraining, GaussianProcessKernel kernel, RandomKey key, GaussianProcessOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new GaussianProcessOptions();
        options.Require();
        var tasks = GaussianProcessSample.Draw(scaledTraining, key.Fold("sample"), options);
        var fits = Enumerable.Range(0, scaledTraining.OutputNames.Count)
            .Select(o => FitOutput(InputGroup.Of(tasks, o), kernel, key.Fold("starts").Fold(o), options, cancellation)).ToArray();
        return new FittedGaussianProcess(
            new GaussianProcessPrior(kernel, fits.Select(f => f.Parameters).ToValueList()), fits.Select(f => f.Fit).ToValueList());
    }

    private static (GaussianProcessParameters Parameters, GaussianProcessFit Fit) FitOutput(
        InputGroup[] groups, GaussianProcessKernel kernel, RandomKey key, GaussianProcessOptions options, CancellationToken cancellation)
    {
        var pooled = new PooledMarginalLikelihood(groups, kernel);
        double floor = options.NoiseFloor.Value;
        (double, double[]) Objective(double[] theta)
        {
            cancellation.ThrowIfCancellationRequested();
            return Loss(pooled, theta, floor);
        }
        var scouts = Starts(groups, key, options.Starts)
            .Select(start => QuasiNewton.Minimise(Objective, start, Math.Min(ScoutingIterations, options.MaxIterations), Tolerance));
        var scout = scouts.MinBy(m => m.Value)!;
        if (!double.IsFinite(scout.Value))
        {
            throw new NumericalException(new Problem(
                "no start gave a finite value", "marginal likelihood of the Gaussian process", Expected: "standardised tasks",
                Remedy: "standardise inputs and outputs, or raise NoiseFloor"));
        }
        var best = scout.Converged ? scout : QuasiNewton.Minimise(Objective, scout.Point, options.MaxIterations, Tolerance);
        int iterations = scout.Iterations + (scout.Converged ? 0 : best.Iterations);
        return (ParametersOf(best.Point, floor), new GaussianProcessFit(
            -best.Value, groups.Sum(g => g.Tasks), pooled.Values, iterations, best.Converged));
    }

    private static (double Value, double[] Gradient) Loss(PooledMarginalLikelihood pooled, double[] theta, double floor)
    {
        var (lengthscales, signal, noise) = Scales(theta, floor);
        if (pooled.Evaluate(lengthscales, signal, noise) is not { } likelihood || !double.IsFinite(likelihood.LogDensity))
        {
            return (double.PositiveInfinity, new double[theta.Length]);
        }
        double free = Math.Exp(2 * theta[^1]) / (noise * noise);
        double[] gradient = [.. likelihood.Lengthscales, likelihood.Signal, free * likelihood.Noise];
        return (-likelihood.LogDensity / pooled.Values, [.. gradient.Select(g => -g / pooled.Values)]);
    }

    private static GaussianProcessParameters ParametersOf(double[] theta, double floor)
    {
        var (lengthscales, signal, noise) = Scales(theta, floor);
        return new GaussianProcessParameters(lengthscales.ToValueList(), StdDev.Of(signal), StdDev.Of(noise));
    }

    private static (double[] Lengthscales, double Signal, double Noise) Scales(double[] theta, double floor) =>
        ([.. theta[..^2].Select(Math.Exp)], Math.Exp(theta[^2]), double.Hypot(floor, Math.Exp(theta[^1])));

    /// <summary>The first start: lengthscales a third of an input's spread, noise a tenth; the others are keyed, log-uniform.</summary>
    private static IEnumerable<double[]> Starts(InputGroup[] groups, RandomKey key, int count)
    {
        int inputs = groups[0].Dimension;
        double size = Math.Sqrt(groups.SelectMany(g => g.Outputs).Average(y => y * y));
        double logSize = Math.Log(size > 0 ? size : 1);
        var logSpreads = Enumerable.Range(0, inputs).Select(d =>
        {
            double spread = groups.SelectMany(g => g.Inputs.Where((_, i) => i % inputs == d)).PopulationStandardDeviation();
            return Math.Log(spread > 0 ? spread : 1);
        }).ToArray();
        for (int start = 0; start < count; start++)
        {
            double Between(int column, double low, double high) => start == 0
                ? 0.5 * (low + high)
                : low + (high - low) * key.Uniform(start, column);
            double[] lengthscales = [.. logSpreads.Select((s, d) => s + Between(d, Math.Log(0.05), Math.Log(2)))];
            yield return [.. lengthscales, logSize, logSize + Between(inputs, Math.Log(0.02), Math.Log(0.5))];
        }
    }
}
