using ProbBnn.Cli;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

public sealed class GenerateTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sawtooth", "")]
    [InlineData("heaviside", "--length-scale 2")]
    [InlineData("gp", "--length-scale 0.3")]
    [InlineData("bnn", "--hidden 4,3 --activation relu")]
    public void The_same_seed_gives_the_same_file_and_more_tasks_change_none(string family, string options)
    {
        string Make(string name, int tasks, int seed)
        {
            string file = folder.PathOf(name);
            ToolRun.Of($"generate {family} --tasks {tasks} --seed {seed} --points 3:5 {options} --out {file}").Succeeded();
            return File.ReadAllText(file);
        }
        string first = Make("a.csv", 4, 7);
        Assert.Equal(first, Make("b.csv", 4, 7));
        Assert.StartsWith(first, Make("c.csv", 6, 7), StringComparison.Ordinal);
        Assert.NotEqual(first, Make("d.csv", 4, 8));
        Assert.StartsWith("task,x,y\n0,", first, StringComparison.Ordinal);
        Assert.All(first.Split('\n')[1..^1].GroupBy(row => row.Split(',')[0]), task => Assert.InRange(task.Count(), 3, 5));
    }

    [Fact]
    public void Several_inputs_have_numbered_columns()
    {
        string inputs = folder.PathOf("gp.csv");
        ToolRun.Of($"generate gp --tasks 3 --inputs 2 --points 4 --out {inputs}").Succeeded();
        Assert.StartsWith("task,x1,x2,y\n", File.ReadAllText(inputs), StringComparison.Ordinal);
        Assert.Equal(13, File.ReadAllLines(inputs).Length);
    }

    [Theory]
    [InlineData("generate square --tasks 2 --out a.csv", "square")]
    [InlineData("generate gp --out a.csv", "--tasks")]
    [InlineData("generate gp --tasks 0 --out a.csv", "--tasks")]
    [InlineData("generate gp --tasks 2 --points 5:4 --out a.csv", "--points")]
    [InlineData("generate gp --tasks 2 --noise -1 --out a.csv", "--noise")]
    [InlineData("generate gp --tasks 2 --length-scale 0 --out a.csv", "--length-scale")]
    [InlineData("generate bnn --tasks 2 --hidden x --out a.csv", "--hidden")]
    public void Nonsense_is_bad_usage(string line, string part) => ToolRun.Of(line).Refused(ExitCode.Usage, part);
}
