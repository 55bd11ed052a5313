using FsCheck.Fluent;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

public class ScalingTests
{
    [Fact]
    public void Moments_agree_with_a_statistics_library() => Law.Holds(RandomTasks.Plain, tasks =>
    {
        var moments = Moments.Of(tasks);
        for (int i = 0; i < tasks.InputNames.Count; i++)
        {
            Check(Column(tasks, (task, p) => task.InputsOf(p)[i]), moments.InputMean[i], moments.InputStdDev[i]);
        }
        for (int i = 0; i < tasks.OutputNames.Count; i++)
        {
            Check(Column(tasks, (task, p) => task.OutputsOf(p)[i]), moments.OutputMean[i], moments.OutputStdDev[i]);
        }

        static double[] Column(TaskSet tasks, Func<DataTask, int, double> value) =>
            [.. tasks.Tasks.SelectMany(task => Enumerable.Range(0, task.Points).Select(p => value(task, p)))];

        static void Check(double[] column, double mean, double stdDev)
        {
            Assert.Equal(column.Mean(), mean, 1e-13);
            Assert.Equal(column.Length == 1 ? 1 : column.PopulationStandardDeviation(), stdDev, 1e-13);
        }
    });

    /// <summary>The pattern 0, 1, 0, 1 ... has mean 1/2 and standard deviation 1/2, whatever it is shifted and scaled by.</summary>
    [Theory]
    [InlineData(1e9, 1e-3)]
    [InlineData(-1e9, 1)]
    [InlineData(1e15, 1)]
    [InlineData(0, 1e300)]
    [InlineData(0, 1e-300)]
    [InlineData(1e-3, 1e200)]
    public void Large_offsets_and_extreme_spreads_keep_their_digits(double offset, double spread)
    {
        var y = Enumerable.Range(0, 10_000).Select(i => offset + (spread * (i % 2))).ToArray();
        var moments = Moments.Of(Column(y));
        double high = offset + spread;
        Assert.Equal(1, moments.OutputStdDev[0] / ((high - offset) / 2), 1e-13);
        Assert.Equal(1, moments.OutputMean[0] / (offset + ((high - offset) / 2)), 1e-13);
        Assert.Empty(moments.ConstantOutputs);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e9)]
    [InlineData(0.1)]
    public void Constant_columns_have_unit_scale_and_a_warning(double value)
    {
        double next = value == 0 ? 0 : Math.BitIncrement(value); // one number, rounded in two ways
        var tasks = Column([.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? value : next)]);
        var moments = Moments.Of(tasks);
        Assert.Equal(1, moments.OutputStdDev[0]);
        var warning = Assert.Single(moments.Notes(tasks).Warnings);
        Assert.Equal("y", Assert.IsType<DataNote.ConstantOutput>(warning).Name);
        Assert.All(moments.ToScaling().Forward(tasks.Tasks[0]).Outputs.ToArray(), v => Assert.True(Math.Abs(v) < 1e-6));
    }

    [Fact]
    public void Moments_that_do_not_exist_are_refused()
    {
        Refusal.Of<DataException>(() => Moments.Of(new TaskSet(["x"], ["y"], [new DataTask("a", [], [], 1, 1)])), "no point");
        Refusal.Of<DataException>(() => Moments.Of(Column([double.MaxValue, -double.MaxValue])), "'y'", "too large");
    }

    [Fact]
    public void Scaling_back_undoes_scaling_forward_and_standardises() => Law.Holds(RandomTasks.Plain, tasks =>
    {
        var scaling = Moments.Of(tasks).ToScaling();
        foreach (var task in tasks.Tasks)
        {
            var back = scaling.Back(scaling.Forward(task));
            Assert.Equal((task.Id, task.Group), (back.Id, back.Group));
            Assert.Equal(task.Inputs.ToArray(), back.Inputs.ToArray(), (a, b) => Math.Abs(a - b) < 1e-13);
            Assert.Equal(task.Outputs.ToArray(), back.Outputs.ToArray(), (a, b) => Math.Abs(a - b) < 1e-13);
        }
        var standard = Moments.Of(scaling.Forward(tasks));
        Assert.All(standard.OutputMean, mean => Assert.Equal(0, mean, 1e-12));
        Assert.All(standard.OutputStdDev, s => Assert.Equal(1, s, 1e-12));
        Assert.All(standard.InputStdDev, s => Assert.Equal(1, s, 1e-12));
    });

    [Fact]
    public void Identity_changes_nothing() => Law.Holds(RandomTasks.Any, tasks =>
    {
        var scaling = AffineScaling.Identity(tasks.InputNames.Count, tasks.OutputNames.Count);
        RandomTasks.RequireEqual(tasks, scaling.Forward(tasks));
        Assert.Equal(0, scaling.LogDensityPerPoint);
        if (tasks.Points > 0 && tasks.Tasks.All(t => t.Inputs.ToArray().Concat(t.Outputs.ToArray()).All(v => Math.Abs(v) < 1e300)))
        {
            Assert.Equal(scaling, Moments.Of(tasks).ToScaling(inputs: false, outputs: false));
        }
    });

    /// <summary>A Gaussian density in the data's units is that in standardised units plus the Jacobian, the noise converted.</summary>
    [Fact]
    public void Densities_and_noise_change_units_together() => Law.Holds(
        from seed in Gen.Choose(0, 1_000_000)
        from outputs in Gen.Choose(1, 3)
        from points in Gen.Choose(0, 5)
        select (seed, outputs, points),
        c =>
        {
            var key = RandomKey.FromSeed((ulong)c.seed);
            double Positive(int i) => Math.Exp(key.Normal(0, i));
            var scaling = new AffineScaling(
                Affine.Identity(1),
                new Affine(
                    Enumerable.Range(0, c.outputs).Select(i => key.Normal(1, i)).ToValueList(),
                    Enumerable.Range(0, c.outputs).Select(Positive).ToValueList()));
            double own = 0, standard = 0;
            for (int p = 0; p < c.points; p++)
            {
                double[] mean = [.. Enumerable.Range(0, c.outputs).Select(i => key.Normal(10 + p, i))];
                double[] y = [.. Enumerable.Range(0, c.outputs).Select(i => key.Normal(20 + p, i))];
                for (int d = 0; d < c.outputs; d++)
                {
                    var noise = StdDev.Of(Positive(50 + d));
                    own += Normal.PDFLn(mean[d], noise.Value, y[d]);
                    standard += Normal.PDFLn(
                        scaling.Outputs.Forward(mean)[d], scaling.ToStandardised(d, noise).Value, scaling.Outputs.Forward(y)[d]);
                    Assert.Equal(noise.Value, scaling.ToDataUnits(d, scaling.ToStandardised(d, noise)).Value, 1e-12);
                }
            }
            Assert.Equal(own, scaling.LogDensityToDataUnits(standard, c.points), 1e-9);
            Assert.Equal(standard, scaling.LogDensityToStandardised(own, c.points), 1e-9);
        });

    [Fact]
    public void Bad_scalings_are_refused()
    {
        Refusal.Of<OptionException>(() => new Affine([0], [0]), "positive, finite scales");
        Refusal.Of<OptionException>(() => new Affine([double.NaN], [1]), "finite shifts");
        Refusal.Of<OptionException>(() => new Affine([0, 0], [1]), "as many");
        Refusal.Of<ShapeException>(() => Affine.Identity(2).Forward([1, 2, 3]), "3 numbers", "multiple of 2");
        Assert.Equal(Affine.Identity(2), new Affine([0, 0], [1, 1]));
    }

    private static TaskSet Column(double[] y) =>
        new(["x"], ["y"], [new DataTask("a", [.. Enumerable.Range(0, y.Length).Select(i => (double)i)], y, 1, 1)]);
}
