using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>Snippets of large contexts, on a small model and a small file.</summary>
[Collection(nameof(RunsAlone))]
public sealed class LargeContextSnippets : IDisposable
{
    private readonly DocumentFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_read_in_parts()
    {
        using var engine = ManagedEngine.Double();
        var model = Bnn.Regression(2, 1).Hidden(4, Activation.Tanh, Prior.PerUnit().ScaledByFanIn())
            .Output(Prior.PerUnit().ScaledByFanIn()).Observe(Likelihood.Gaussian(StdDev.Of(0.2)))
            .PseudoLikelihood(Amortised.LikeNetwork()).Build();
        var rows = Enumerable.Range(0, 50).Select(i => $"{i % 7},{i % 3},{i % 5}\n");
        File.WriteAllText("readings.csv", "t,depth,salinity\n" + string.Concat(rows));
        double[] grid = [0, 1, 2, 3];
        var task = TaskSet.FromCsv("readings.csv", null, ["t", "depth"], ["salinity"]);
        var process = AmortisedProcess.Untrained(engine, model, DataFrame.Of(model, task), 1);
        #region snippet:large-context
        var readings = PointSource.FromCsv("readings.csv", inputs: ["t", "depth"], outputs: ["salinity"], id: "station 4");
        LargeContextPosterior posterior = process.Condition(readings, new LargeContextOptions { BatchPoints = 4096, Samples = 100 });
        Prediction p = posterior.Predict(grid, samples: 100);
        #endregion
        Assert.Equal(50, posterior.Points);
        Assert.Equal(2, p.Points);
    }
}
