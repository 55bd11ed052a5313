using ProbBnn.Benchmarks;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Architecture;
using Xunit;

namespace ProbBnn.PropertyTests.Benchmarks;

/// <summary>How the methods of studies are run.</summary>
public class MethodSettingsTests
{
    [Fact]
    public void What_any_method_is_allowed_can_be_said() => Assert.All(
        UnionCases.All.Single(u => u.Union == typeof(TaskMethod)).Values.Cast<TaskMethod>(),
        method => Assert.NotEmpty(MethodSettings.Effort(method)));

    [Theory]
    [InlineData("per-task", "40 steps of 6, rate 0.002 to 0.001"), InlineData("mean-field", "40 steps of 6, rate 0.002 to 0.001, start 0.25")]
    [InlineData("unitwise", "40 steps of 6, rate 0.002 to 0.001, start 0.25"), InlineData("full", "40 steps of 6, rate 0.002 to 0.001, start 0.25")]
    [InlineData("layerwise", "40 steps of 6, rate 0.002 to 0.001, start 0.25"), InlineData("map", "30 steps, rate 0.5")]
    [InlineData("inducing", "40 steps of 6, rate 0.002 to 0.001, 25 points"), InlineData("ensemble", "5 x 30 steps, rate 0.5")]
    [InlineData("swag", "30 steps, rate 0.5 + 2500 steps"), InlineData("nuts", "4 x (7 + 9), depth 8")]
    [InlineData("hmc", "4 x (7 + 9)"), InlineData("langevin", "4 x (70 + 90)")]
    public void Settings_reach_the_method_of_a_name(string name, string effort)
    {
        var settings = new MethodSettings
        {
            Ascent = new AscentOptions { Steps = 40, LearningRate = new LearningRate.Linear(2e-3, 1e-3) },
            Climb = new AscentOptions { Steps = 30, LearningRate = new LearningRate.Constant(0.5) },
            Samples = 6,
            StartStdDev = 0.25,
            MaxTreeDepth = 8,
            WarmUp = 7,
            Draws = 9,
        };
        var method = settings.Method(name);
        Assert.Equal(name, method.Name);
        Assert.Equal(effort, MethodSettings.Effort(method));
    }
}
