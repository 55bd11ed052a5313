// Theta: weights and noise; f_w at the queries, and as a function of theta and y the root mean squared residual of the data, because a
// posterior that is the prior passes for every function of theta alone.
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Simulation-based calibration of any process, whatever strategy is behind it.</summary>
public static class ProcessCalibration
{
    /// <summary>
    /// Draws functions and noise from the process's prior, conditions the process on data simulated from each, and ranks the truth among
    /// posterior draws: the function's value at every query, and the root mean squared residual of the data. Every simulation has a seed of
    /// its own for the method too: chains that shared their momenta would give ranks that are not independent.
    /// </summary>
    /// <param name="process">The process: a method under a model, or an amortised process under the prior that it has learned.</param>
    /// <param name="design">Inputs, queries and numbers.</param>
    /// <param name="progress">Hears the number of finished simulations; null for none.</param>
    /// <param name="cancellation">Stops between simulations.</param>
    /// <exception cref="OptionException">The design does not fit the model, or asks for too little.</exception>
    /// <exception cref="NumericalException">A truth or a draw is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SimulationBasedCalibration Calibrate(
        this Process process, CalibrationDesign design, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        design.Validate(process.Model);
        return SimulationBasedCalibration.Run(
            Names(process, design).ToValueList(), key => Simulate(process, design, key), (task, key) => Draws(process, design, task, key),
            design.Simulations, RandomKey.FromSeed(design.Seed), progress, cancellation);
    }

    private static IEnumerable<string> Names(Process process, CalibrationDesign design)
    {
        var (frame, inputs) = (process.Frame, process.Model.Inputs);
        for (int q = 0; q < design.Queries.Count; q += inputs)
        {
            string place = string.Join(", ", frame.InputNames.Select((name, i) => $"{name} = {design.Queries[q + i]:G4}"));
            foreach (string output in frame.OutputNames)
            {
                yield return $"{output} at {place}";
            }
        }
        if (design.Inputs.Count > 0)
        {
            yield return "residual of the data";
        }
    }

    private static SimulatedCase<DataTask> Simulate(Process process, CalibrationDesign design, RandomKey key)
    {
        var function = process.DrawPrior([.. design.Inputs, .. design.Queries], key.Fold("function"));
        var task = function.Observe("simulated", process.Model, [.. design.Inputs], key.Fold("noise"));
        return new SimulatedCase<DataTask>(task, Quantities(process, task, function.Values).ToValueList());
    }

    private static double[,] Draws(Process process, CalibrationDesign design, DataTask task, RandomKey key)
    {
        ulong own = key.Bits(0, 0).X0;
        var functions = process.WithSeed(own).Condition(task).Functions([.. design.Inputs, .. design.Queries], design.Draws, own);
        int size = functions.GetLength(1) * functions.GetLength(2);
        double[] all = [.. functions.Cast<double>()];
        var first = Quantities(process, task, all.AsSpan(0, size));
        var draws = new double[design.Draws, first.Length];
        for (int s = 0; s < design.Draws; s++)
        {
            double[] values = s == 0 ? first : Quantities(process, task, all.AsSpan(s * size, size));
            for (int q = 0; q < values.Length; q++)
            {
                draws[s, q] = values[q];
            }
        }
        return draws;
    }

    /// <summary>The ranked functions of f at the data inputs, then the queries.</summary>
    private static double[] Quantities(Process process, DataTask task, ReadOnlySpan<double> f)
    {
        var observed = task.Outputs;
        double[] scales = process.Frame.OutputScales;
        double sum = 0;
        for (int i = 0; i < observed.Length; i++)
        {
            double residual = (observed[i] - f[i]) / scales[i % scales.Length];
            sum += residual * residual;
        }
        var queries = f[observed.Length..].ToArray();
        return observed.Length == 0 ? queries : [.. queries, Math.Sqrt(sum / observed.Length)];
    }
}
