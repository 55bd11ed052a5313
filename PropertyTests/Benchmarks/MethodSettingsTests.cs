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
    [InlineData("per-task", "40 steps"), InlineData("mean-field", "40 steps"), InlineData("unitwise", "40 steps")]
    [InlineData("full", "40 steps"), InlineData("layerwise", "40 steps"), InlineData("inducing", "40 steps, 25 points"), InlineData("map", "30 steps")]
    [InlineData("ensemble", "5 x 30 steps"), InlineData("swag", "30 + 2500 steps"), InlineData("nuts", "4 x (7 + 9)")]
    [InlineData("hmc", "4 x (7 + 9)"), InlineData("langevin", "4 x (70 + 90)")]
    public void Settings_reach_the_method_of_a_name(string name, string effort)
    {
        var settings = new MethodSettings
        {
            Ascent = new AscentOptions { Steps = 40 },
            Climb = new AscentOptions { Steps = 30 },
            WarmUp = 7,
            Draws = 9,
        };
        var method = settings.Method(name);
        Assert.Equal(name, method.Name);
        Assert.Equal(effort, MethodSettings.Effort(method));
    }
}
