using System.Text.Json;
using ProbBnn.Cli;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Engines.Managed;
using ProbBnn.PropertyTests.Data;
using ProbBnn.PropertyTests.Demo;
using ProbBnn.PropertyTests.Engines.LibTorch;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

/// <summary>The tool on libtorch does what it does on the embedded engine, up to rounding.</summary>
public sealed class TorchToolTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Training_goes_the_same_way()
    {
        Assert.True(File.Exists(TorchEngines.Library));
        string file = folder.Long();
        ToolRun.Of(Sample.Train(file, folder.PathOf("managed"), "--steps 6 --validate-every 2 --seed 5")).Succeeded();
        ToolRun.Of(Sample.Train(file, folder.PathOf("torch"), "--steps 6 --validate-every 2 --seed 5 --engine libtorch:cpu")).Succeeded();
        var (expected, actual) = (Objectives("managed"), Objectives("torch"));
        Assert.Equal(6, expected.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * (1 + Math.Abs(pair.First))));
        var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.PathOf("torch"), "run.json"))).RootElement;
        Assert.Matches("^libtorch [0-9.]+[0-9a-z+]* on cpu, double precision$", record.GetProperty("engine").GetString());
    }

    [Fact]
    public void The_demo_tells_the_same()
    {
        using var managed = ManagedEngine.Double();
        using var torch = LibTorchEngine.Open(TorchEngines.Options with { Device = new LibTorchDevice.Cpu() });
        var (expected, actual) = (Demo(managed), Demo(torch));
        Assert.All(expected.Scores.Zip(actual.Scores), pair =>
        {
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.Equal(pair.First.LogDensity, pair.Second.LogDensity, 1e-6 * (1 + Math.Abs(pair.First.LogDensity)));
            Assert.Equal(pair.First.Rmse, pair.Second.Rmse, 1e-6);
        });
    }

    private static DemoResult Demo(IEngine engine) => new DemoRun(engine, SmallDemo.Settings, null, CancellationToken.None).Run();

    private double[] Objectives(string run) =>
    [
        .. File.ReadLines(Path.Combine(folder.PathOf(run), "metrics.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("objective").GetDouble()),
    ];
}
