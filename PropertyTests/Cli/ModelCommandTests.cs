using ProbBnn.Cli;
using ProbBnn.Dsl;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

public sealed class ModelCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Options_and_json_describe_the_same_model()
    {
        string json = ToolRun.Of("model --hidden 4,3 --features fourier:2 --prior per-weight --integrate-last-layer --json")
            .Succeeded().Out;
        var model = BnnModel.FromJson(json);
        Assert.Equal([4, 3], model.Hidden.Select(layer => layer.Width));
        Assert.Equal(LastLayerWeights.IntegratedOut, model.PseudoLikelihood!.LastLayer.Weights);
        string file = folder.Write("m.json", json);
        Assert.Equal(model, BnnModel.FromJson(ToolRun.Of($"model --model {file} --json").Succeeded().Out));
        string text = ToolRun.Of($"model --model {file}").Succeeded().Out;
        Assert.Contains(model.Hash, text, StringComparison.Ordinal);
        Assert.Contains("multiply-adds", text, StringComparison.Ordinal);
        Assert.Contains("memory:", text, StringComparison.Ordinal);
        Assert.Contains("noise: 0.2 in standardised units", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_prints_its_noise_in_both_units()
    {
        string file = folder.Long(), run = folder.PathOf("run");
        ToolRun.Of(Sample.Train(file, run, "--steps 1 --noise 0.5 --fixed-noise --noise-in-data-units")).Succeeded();
        string text = ToolRun.Of($"model --run {run}").Succeeded().Out;
        Assert.Contains("0.5 in its own", text, StringComparison.Ordinal);
        Assert.Contains("2 weight samples", text, StringComparison.Ordinal);
        ToolRun.Of($"model --run {run} --hidden 3").Refused(ExitCode.Usage, "--hidden", "--run");
    }

    [Fact]
    public void Fixed_priors_are_published_ones_and_learned_priors_start_apart()
    {
        var fixedPrior = BnnModel.FromJson(ToolRun.Of("model --hidden 4 --fixed-prior --json").Succeeded().Out).PriorOf(0);
        var learned = BnnModel.FromJson(ToolRun.Of("model --hidden 4 --json").Succeeded().Out).PriorOf(0);
        Assert.Equal(Prior.PerUnit().ScaledByFanIn(), fixedPrior);
        Assert.IsType<PriorLearning.Learned>(learned.Learning);
        Assert.IsType<PriorStart.SmallRandom>(learned.Start);
    }

    [Theory]
    [InlineData("per-layer", "per layer")]
    [InlineData("per-network", "per network")]
    public void Structures_and_shares_are_said_and_printed(string word, string printed)
    {
        string options = $"model --hidden 4 --prior {word} --prior-share back:0.4";
        Assert.Contains($"  {printed}  ", ToolRun.Of(options).Succeeded().Out, StringComparison.Ordinal);
        var model = BnnModel.FromJson(ToolRun.Of($"{options} --json").Succeeded().Out);
        Assert.Equal(new PriorShare.FromOutput(0.4, 1), model.PriorShare);
        Assert.Equal((0L, 5L), (model.ChosenWeights(0), model.ChosenWeights(1)));
        ToolRun.Of("model --prior-share 0.4 --fixed-prior").Refused(ExitCode.Usage, "--prior-share", "--fixed-prior");
        ToolRun.Of("model --prior-share 1.4").Refused(ExitCode.Usage, "--prior-share", "0.3");
    }

    [Theory]
    [InlineData("--prior-means-only", 0, true)]
    [InlineData("--prior-release 30", 30, false)]
    [InlineData("--prior-means-only --prior-release 30", 30, true)]
    [InlineData("--prior-release 0", 0, false)]
    public void What_is_learned_of_a_prior_and_when_is_said(string options, int step, bool meansOnly)
    {
        PriorLearning learned = meansOnly ? new PriorLearning.MeansOnly() : new PriorLearning.Learned();
        var model = BnnModel.FromJson(ToolRun.Of($"model --hidden 4 {options} --json").Succeeded().Out);
        Assert.Equal(step == 0 ? learned : new PriorLearning.ReleasedAt(step, learned), model.PriorOf(0).Learning);
        ToolRun.Of($"model --hidden 4 --fixed-prior {options}").Refused(ExitCode.Usage, options.Split(' ')[0], "--fixed-prior");
        ToolRun.Of($"fit --data a.csv --inputs x --outputs y --inference map --out never {options}")
            .Refused(ExitCode.Usage, options.Split(' ')[0], "one data set teaches no prior", "--run");
    }

    [Fact]
    public void Every_command_has_help_with_examples_that_are_understood()
    {
        foreach (string verb in new[] { "demo", "generate", "generate bnn", "train", "evaluate", "predict", "model" })
        {
            string text = ToolRun.Of($"{verb} --help").Succeeded().Out;
            string[] examples = [.. text.Split('\n').SkipWhile(line => !line.StartsWith("Examples:", StringComparison.Ordinal)).Skip(1)
                .Where(line => line.Length > 0)];
            Assert.NotEmpty(examples);
            Assert.All(examples, example => Assert.StartsWith($"  {Tool.Name} {verb.Split(' ')[0]}", example, StringComparison.Ordinal));
        }
        Assert.Contains("train", ToolRun.Of("--help").Succeeded().Out, StringComparison.Ordinal);
        Assert.NotEmpty(ToolRun.Of("--version").Succeeded().Out);
    }
}
