#region snippet:library
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
#endregion
using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>The library's snippet of README.md, stopped after a few of its training steps.</summary>
[Collection(nameof(RunsAlone))]
public sealed class LibrarySnippet : IDisposable
{
    private readonly DocumentFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Learns_conditions_predicts_and_stores()
    {
        using var source = new CancellationTokenSource();
        var (progress, cancellation) = (new StopAfter(3, source), source.Token);
        var newcomer = new Sawtooth { MinPoints = 10, MaxPoints = 11 }.Draw(99, RandomKey.FromSeed(8));
        double[] grid = [.. Enumerable.Range(0, 21).Select(i => -1 + i / 10.0)];
        #region snippet:library
        var prior = Prior.PerUnit().ScaledByFanIn().Learned().Starting(new PriorStart.SmallRandom(1, 0.1));

        var model = Bnn.Regression(inputs: 1, outputs: 1)
            .Features(InputFeatures.RawAndFourier(pairs: 8))
            .Hidden(48, Activation.Silu, prior)
            .Hidden(48, Activation.Silu, prior)
            .Output(prior)
            .Observe(Likelihood.Gaussian(StdDev.Of(0.1)).Learned(below: StdDev.Of(0.3)))    // in standardised units
            .PseudoLikelihood(Amortised.Mlp(48, 48).IntegratingLastLayer())
            .Build();                                        // checked, immutable: print it, compare it, write it as JSON

        TaskSet tasks = TaskSet.FromCsv("beats.csv", task: "beat", inputs: ["t"], outputs: ["mV"], group: "record");
        using var engine = ManagedEngine.Double();
        var process = new AmortisedInference(engine, new Objective.PpAvi(samples: 16))
            .Fit(model, tasks, new FitOptions { Steps = 20_000, Seed = 1 }, progress, cancellation);

        Posterior posterior = process.Condition(newcomer);   // the points of a new task; nothing is optimised
        Prediction p = posterior.Predict(grid, samples: 200);
        for (int i = 0; i < p.Points; i++)                   // in the data's own units
        {
            Console.WriteLine($"{grid[i],6:F2} {p.Mean(i),8:F3} in [{p.Quantile(i, 0, 0.05):F3}, {p.Quantile(i, 0, 0.95):F3}]");
        }
        double[,,] functions = posterior.Functions(grid, functions: 10);    // whole, coherent functions

        process.Save("beats.pbnn");
        var same = AmortisedProcess.Load(engine, "beats.pbnn");
        #endregion
        Assert.Equal(3, process.Training.Steps);
        Assert.Equal(21, folder.Printed.Count(c => c == '\n'));
        Assert.Equal(10 * 21, functions.Length);
        Assert.Equal(p.Mean(5), same.Condition(newcomer).Predict(grid, samples: 200).Mean(5));
    }

    private sealed class StopAfter(int steps, CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= steps)
            {
                source.Cancel();
            }
        }
    }
}
