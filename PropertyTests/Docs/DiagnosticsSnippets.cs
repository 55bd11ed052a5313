using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Diagnostics;
using ProbBnn.PropertyTests.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>The snippets of docs/diagnostics.md.</summary>
[Collection(nameof(RunsAlone))]
public sealed class DiagnosticsSnippets : IDisposable
{
    private readonly DocumentFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Chains()
    {
        double[][] chains = TestChains.Independent(4, 500).Arrays();
        #region snippet:chain-diagnostics
        ScalarDraws prediction = ScalarDraws.Of("f(0.5)", chains);              // [chains][draws], after warm-up
        ChainSummary summary = ChainSummary.Of(prediction);
        Console.WriteLine($"{summary.Mean:F2} +- {summary.McseMean:F2}, R-hat {summary.Rhat:F2}, bulk ESS {summary.EssBulk:F0}");
        Console.WriteLine(summary.Verdict);                                     // what is not fine, and what to try
        #endregion
        Assert.EndsWith("Fine: 5 of 5 checks are fine\n", folder.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Approximations()
    {
        double[] w = [.. TestChains.Independent(1, 1000).Values];
        double[] logJoint = [.. w.Select(v => 2 - 0.5 * v * v)], logApproximation = [.. w.Select(v => -0.5 * v * v)];
        #region snippet:khat
        var weights = ParetoSmoothedWeights.OfApproximation(logJoint, logApproximation);    // log p(y, w_s), log q(w_s), w_s from q
        Console.WriteLine($"k-hat {weights.Khat:F2}, at most {weights.LargestKhat:F2}; log evidence {weights.LogMeanRatio:F2}");
        #endregion
        Assert.EndsWith("at most 0.67; log evidence 2.00\n", folder.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_left_out()
    {
        using var engine = ManagedEngine.Double();
        var (line, patient) = (LinearTruth.Model(LinearTruth.Independent), LinearTruth.Task(20));
        var broad = LinearTruth.Model(LinearTruth.Independent.WithStdDev(StdDev.Of(3)));
        Posterior Of(BnnModel model) => new TaskInference(engine, new Exact()).Under(model, LinearTruth.Frame(model)).Condition(patient);
        var (posterior, wider) = (Of(line), Of(broad));
        #region snippet:leave-one-out
        LeaveOneOut loo = LeaveOneOut.Of(posterior, patient)!;                  // the data that it was conditioned on
        Console.WriteLine($"{loo.Elpd:F1} +- {loo.StandardError:F1} nats, k-hat too large at {loo.PointsAboveThreshold} points");
        LooDifference better = loo.Minus(LeaveOneOut.Of(wider, patient)!);      // the same points under another model
        Console.WriteLine($"{better.Elpd:F1} +- {better.StandardError:F1} nats; {better.Verdict}");
        #endregion
        Assert.Contains("k-hat too large at 0 points", folder.Printed, StringComparison.Ordinal);
        Assert.Contains("nats; Doubtful", folder.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Processes()
    {
        using var engine = ManagedEngine.Double();
        var line = LinearTruth.Model(LinearTruth.Independent);
        var frame = LinearTruth.Frame(line);
        #region snippet:calibrate-process
        var process = new TaskInference(engine, new Exact()).Under(line, frame);
        var design = new CalibrationDesign(Inputs: [0.5, 0.8, 1.1, 1.4, 1.7], Queries: [0.3, 2.5]) { Simulations = 100 };
        SimulationBasedCalibration calibration = process.Calibrate(design);
        Console.WriteLine(calibration.Verdict);
        Console.WriteLine($"90 % intervals hold the truth in {calibration.Quantities[0].Coverage(0.9):P0}");
        #endregion
        Assert.StartsWith("Fine: 3 of 3 checks are fine\n", folder.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulations()
    {
        #region snippet:simulation-based-calibration
        SimulationBasedCalibration result = SimulationBasedCalibration.Run<double[]>(
            quantities: ["theta", "log likelihood"],
            simulate: key =>
            {
                double theta = key.Normal(0, 0);                                // the prior, then data
                double[] y = [theta + key.Normal(1, 0), theta + key.Normal(1, 1)];
                return new SimulatedCase<double[]>(y, [theta, LogLikelihood(theta, y)]);
            },
            posterior: (y, key) =>                                              // [draws, quantities], nearly independent
            {
                var draws = new double[99, 2];
                for (int s = 0; s < 99; s++)
                {
                    draws[s, 0] = y.Sum() / 3 + key.Normal(s, 0) / Math.Sqrt(3);
                    draws[s, 1] = LogLikelihood(draws[s, 0], y);
                }
                return draws;
            },
            simulations: 200, RandomKey.FromSeed(1));
        Console.WriteLine(result.Verdict);
        #endregion
        Assert.Equal("Fine: 2 of 2 checks are fine\n", folder.Printed);
    }

    private static double LogLikelihood(double theta, double[] y) => y.Sum(v => -0.5 * (v - theta) * (v - theta));
}
