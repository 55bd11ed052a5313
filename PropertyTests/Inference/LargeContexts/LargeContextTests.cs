using System.Globalization;
using FsCheck.Fluent;
using ProbBnn.Data;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using ProbBnn.PropertyTests.Engines;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference.LargeContexts;

/// <summary>A context in parts against the same context at once, whose layers are conditioned by the fused conjugate update.</summary>
public sealed class LargeContextTests : IDisposable
{
    private static readonly IEngine Engine = ManagedEngine.Double();
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    /// <summary>Functions, moments, joint densities and the bound agree to 1e-9, relative; 24 cases, parts of 1 to 20 points.</summary>
    [Fact]
    public void Whatever_the_parts_and_their_order_the_answer_is_that_of_all_points_at_once() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        var d = new Dice(seed);
        var (process, context) = LargeCase.Draw(d, Engine);
        var source = new SourceInParts(context, () => new LargeCase(process, context).Cut(d, 20));
        Agree(process, context, source, 20, (ulong)d.Between(0, 9), d);
    }, count: 24);

    /// <summary>The same with the specification's own engine and parts of one point each; 4 cases.</summary>
    [Fact]
    public void Parts_of_one_point_will_do() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        var d = new Dice(seed);
        var (process, context) = LargeCase.Draw(d, new ReferenceEngine(), 5);
        Agree(process, context, PointSource.Of(context), 1, 3, d);
    }, count: 4);

    [Fact]
    public void A_file_gives_what_its_rows_in_memory_give()
    {
        var d = new Dice(11);
        var (process, context) = LargeCase.Draw(d, Engine);
        while (context.Points < 20)
        {
            (process, context) = LargeCase.Draw(d, Engine);
        }
        string[] x = [.. Enumerable.Range(0, context.InputDimension).Select(i => $"x{i}")];
        string[] y = [.. Enumerable.Range(0, context.OutputDimension).Select(i => $"y{i}")];
        string Row(int i) => string.Join(',', context.InputsOf(i).ToArray().Concat(context.OutputsOf(i).ToArray())
            .Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
        string blank = string.Join(',', x.Select(_ => "1").Concat(y.Select(_ => ""))) + "\n";
        string path = temp.Write("big.csv", string.Join(',', x.Concat(y)) + "\n" + blank
            + string.Concat(Enumerable.Range(0, context.Points).Select(i => Row(i) + "\n")) + blank);
        var source = PointSource.FromCsv(path, [.. x], [.. y], context.Id);
        var options = new LargeContextOptions { BatchPoints = 7, Samples = 5 };
        var posterior = process.Condition(source, options);
        Assert.Equal(context.Points, posterior.Points);
        double[] query = new double[3 * context.InputDimension];
        Assert.Equal(process.Condition(PointSource.Of(context), options).Functions(query, 5), posterior.Functions(query, 5));
    }

    [Fact]
    public void Samples_beyond_those_drawn_at_once_are_drawn_when_asked_for()
    {
        var d = new Dice(5);
        var (process, context) = LargeCase.Draw(d, Engine);
        var source = PointSource.Of(context);
        double[] x = new double[2 * context.InputDimension];
        var few = process.Condition(source, new LargeContextOptions { Samples = 3, Seed = 8 });
        var many = process.Condition(source, new LargeContextOptions { Samples = 60, Seed = 8 });
        Assert.Equal(many.Functions(x, 60, 8), few.Functions(x, 60, 8));
        Assert.Equal(many.Functions(x, 30, 9), few.Functions(x, 30, 9));
        Assert.Equal(3, few.Divergences.Count);
        Assert.Equal(many.Divergences.Take(3), few.Divergences);
    }

    [Fact]
    public void The_divergences_and_densities_of_samples_make_up_the_bound()
    {
        var d = new Dice(21);
        var (process, context) = LargeCase.Draw(d, Engine);
        var posterior = process.Condition(PointSource.Of(context), new LargeContextOptions { Samples = 30 });
        var densities = posterior.ContextLogDensities(TestContext.Current.CancellationToken);
        Assert.Equal(30, densities.Count);
        Assert.All(posterior.Divergences, k => Assert.True(k >= -1e-12));
        if (context.Points == 0)
        {
            Assert.All(densities.Concat(posterior.Divergences), v => Assert.Equal(0, v, 1e-12));
        }
    }

    [Fact]
    public void Progress_is_told_and_work_can_be_cancelled()
    {
        var d = new Dice(2);
        var (process, context) = LargeCase.Draw(d, Engine);
        while (context.Points < 2)
        {
            (process, context) = LargeCase.Draw(d, Engine);
        }
        var told = new Told();
        var options = new LargeContextOptions { BatchPoints = 1, Samples = 26 };
        process.Condition(PointSource.Of(context), options, told, TestContext.Current.CancellationToken);
        int layers = process.Model.LayerCount;
        Assert.Equal(2 * layers * context.Points, told.Reports.Count);
        Assert.Equal(new LargeContextProgress(25, 26, layers - 1, layers, context.Points), told.Reports[^1]);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => process.Condition(PointSource.Of(context), cancellation: cancelled.Token));
    }

    [Fact]
    public void What_cannot_be_right_is_refused()
    {
        var d = new Dice(3);
        var (process, context) = LargeCase.Draw(d, Engine);
        int inputs = context.InputDimension, outputs = context.OutputDimension;
        DataTask Task(int points, double value) =>
            new("big", [.. Enumerable.Repeat(value, points * inputs)], new double[points * outputs], inputs, outputs);
        double[] notANumber = [.. Enumerable.Repeat(double.NaN, inputs)];
        int readings = 0;
        Refusal.Of<DataException>(
            () => process.Condition(new Given("big", inputs, outputs, _ => [Block(0, Task(3, readings++))])), "changed", "big");
        Refusal.Of<DataException>(
            () => process.Condition(new Given("big", inputs, outputs, _ => [new PointBlock(4, notANumber, new double[outputs])])),
            "point 4");
        Refusal.Of<DataException>(() => process.Condition(new Given("big", inputs, outputs, c => [Block(0, Task(c + 1, 1))])), "at most");
        Refusal.Of<DataException>(() => process.Condition(new Given("big", inputs, outputs, _ => [Block(-1, Task(1, 1))])), "big");
        var (wide, source) = (PointSource.Of(new DataTask("wide", new double[9], new double[1], 9, 1)), PointSource.Of(context));
        Refusal.Of<DataException>(() => process.Condition(wide), "wide");
        Refusal.Of<OptionException>(() => process.Condition(source, new LargeContextOptions { BatchPoints = 0 }), "batchPoints");
        Refusal.Of<OptionException>(() => process.Condition(source, new LargeContextOptions { Samples = 0 }), "samples");
        var single = new AmortisedProcess(ManagedEngine.Single(), process.Model, process.Frame, process.Parameters, process.Training);
        Refusal.Of<DataException>(
            () => single.Condition(new Given("big", inputs, outputs, _ => [Block(1L << 24, Task(1, 1))])), "single precision");

        static PointBlock Block(long first, DataTask task) => new(first, task.Inputs.ToArray(), task.Outputs.ToArray());
    }

    private static void Agree(AmortisedProcess process, DataTask context, PointSource source, int batch, ulong seed, Dice d)
    {
        var options = new LargeContextOptions { BatchPoints = batch, Samples = 8, Seed = seed };
        var (whole, parts) = (process.Condition(context), process.Condition(source, options));
        Assert.Equal(context.Points, parts.Points);
        double[] x = d.Normals([4 * context.InputDimension]).Doubles.ToArray();
        Close(whole.Functions(x, 8, seed).Cast<double>(), parts.Functions(x, 8, seed).Cast<double>());
        var (before, after) = (whole.Predict(x, 8, seed), parts.Predict(x, 8, seed));
        Close(
            from i in Enumerable.Range(0, 4) from o in Enumerable.Range(0, context.OutputDimension) select before.EpistemicVariance(i, o),
            from i in Enumerable.Range(0, 4) from o in Enumerable.Range(0, context.OutputDimension) select after.EpistemicVariance(i, o));
        double[] y = LargeCase.Observed(process.Model, d, 4);
        var targets = new DataTask("t", x, y, context.InputDimension, context.OutputDimension);
        Close(whole.JointLogDensities(targets, 8, seed).Cast<double>(), parts.JointLogDensities(targets, 8, seed).Cast<double>());
        var bound = EvidenceLowerBound.Estimate(Engine, process, context, 4, seed);
        var ofParts = EvidenceLowerBound.Estimate(process, source, options, 4, seed);
        Close([bound.Mean], [ofParts.Mean]);
    }

    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        double[] a = [.. expected], b = [.. actual];
        double scale = a.Length == 0 ? 1 : Math.Max(1, a.Max(Math.Abs));
        Assert.Equal(a.Length, b.Length);
        Assert.All(a.Zip(b), p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-9 * scale, $"{p.First:R} and {p.Second:R}"));
    }

    private sealed class Given(string id, int inputs, int outputs, Func<int, IEnumerable<PointBlock>> read)
        : PointSource(id, inputs, outputs)
    {
        public override IEnumerable<PointBlock> Read(int capacity) => read(capacity);
    }

    private sealed class Told : IProgress<LargeContextProgress>
    {
        public List<LargeContextProgress> Reports { get; } = [];

        public void Report(LargeContextProgress value) => Reports.Add(value);
    }
}
