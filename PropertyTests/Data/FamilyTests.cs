using FsCheck.Fluent;
using MathNet.Numerics.Statistics;
using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

public class FamilyTests
{
    public static TheoryData<TaskFamily> Families =>
    [
        new Sawtooth(), new Sawtooth { RandomGain = true, RandomShift = true, RandomLine = false }, new Heaviside(), new GaussianProcess(),
        new GaussianProcess { Kernel = new Kernel.Periodic(1, 0.75) }, new GaussianProcess { Inputs = 2, LabelSlope = 2.5 },
    ];

    [Theory]
    [MemberData(nameof(Families))]
    public void A_task_depends_on_its_index_alone(TaskFamily family)
    {
        var key = RandomKey.FromSeed(11);
        var many = family.Generate(8, key);
        RandomTasks.RequireEqual(many.Select(Enumerable.Range(0, 3)), family.Generate(3, key));
        RandomTasks.RequireEqual(many.Select([5]), new TaskSet(many.InputNames, many.OutputNames, [family.Draw(5, key)]));
        Assert.Equal(8, many.Tasks.Select(t => t.Inputs[0]).Distinct().Count());
        Assert.NotEqual(many.Tasks[0].Inputs.ToArray(), family.Draw(0, RandomKey.FromSeed(12)).Inputs.ToArray());
        Assert.Empty(family.Generate(0, key).Tasks);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Sizes_and_inputs_are_uniform_on_their_ranges(TaskFamily family)
    {
        var tasks = (family with { MinPoints = 3, MaxPoints = 8 }).Generate(400, RandomKey.FromSeed(1));
        Assert.Equal([3, 4, 5, 6, 7], tasks.Tasks.Select(t => t.Points).Distinct().Order());
        Assert.All(tasks.Tasks.GroupBy(t => t.Points), g => Assert.InRange(g.Count(), 80 - 40, 80 + 40)); // 5 sd of binomial(400, 1/5)
        var inputs = tasks.Tasks.SelectMany(t => t.Inputs.ToArray()).ToArray();
        Assert.All(inputs, x => Assert.InRange(x, family.InputLow, family.InputHigh));
        double width = family.InputHigh - family.InputLow;
        Assert.Equal((family.InputLow + family.InputHigh) / 2, inputs.Mean(), 5 * width / Math.Sqrt(12.0 * inputs.Length));
        Assert.Equal(width / Math.Sqrt(12), inputs.StandardDeviation(), 0.05 * width);
    }

    /// <summary>Without line and noise the sawtooth is its formula; hand-computed at a few places.</summary>
    [Fact]
    public void The_sawtooth_is_its_formula()
    {
        var plain = new Sawtooth { RandomLine = false, Noise = 0 };
        var curve = plain.Curve(0, RandomKey.FromSeed(1));
        double[] x = [0, 0.375, 0.5, 0.75, -0.25, -0.5, 1];
        double[] y = [-0.49875, 0, 0.16625, -0.49875, 0.16625, -0.16625, -0.16625];
        Assert.All(x.Zip(y), p => Assert.Equal(p.Second, curve(p.First), 1e-12));
        var shifted = new Sawtooth { RandomLine = false, Gain = 2, Period = 1, Shift = 0.4 };
        Assert.Equal(2 * (0.7 - 0.5), shifted.Curve(3, RandomKey.FromSeed(1))(0.3), 1e-12);
        Law.Holds(Gen.Choose(-100_000, 100_000).Select(i => i / 7_000.0), at => Assert.InRange(curve(at), -0.49875, 0.49875));
    }

    [Fact]
    public void The_curve_is_the_mean_of_the_task() => Law.Holds(Gen.Choose(0, 1000), index =>
    {
        var key = RandomKey.FromSeed(4);
        foreach (var family in new[] { new Sawtooth(), new Sawtooth { RandomGain = true, RandomShift = true } })
        {
            var curve = family.Curve(index, key);
            var silent = (family with { Noise = 0 }).Draw(index, key);
            Assert.Equal(silent.Inputs.ToArray().Select(curve), silent.Outputs.ToArray());
            var noisy = family.Draw(index, key);
            Assert.All(noisy.Outputs.ToArray().Zip(silent.Outputs.ToArray()), p => Assert.Equal(p.First, p.Second, 0.05 * 6));
        }
    });

    /// <summary>Over tasks, f(x) - tooth(x) = a x / 3 + b / 4 has variance x^2 / 9 + 1 / 16; noise has its own.</summary>
    [Fact]
    public void The_line_and_the_noise_have_their_variances()
    {
        const int n = 4000;
        var key = RandomKey.FromSeed(8);
        var tooth = new Sawtooth { RandomLine = false }.Curve(0, key);
        foreach (double x in new[] { 0, 1.5 })
        {
            var lines = Enumerable.Range(0, n).Select(i => new Sawtooth().Curve(i, key)(x) - tooth(x)).ToArray();
            double variance = (x * x / 9) + (1 / 16.0);
            Assert.Equal(variance, lines.Variance(), 5 * variance * Math.Sqrt(2.0 / n));
            Assert.Equal(0, lines.Mean(), 5 * Math.Sqrt(variance / n));
        }
        var noise = Enumerable.Range(0, 100).SelectMany(i =>
        {
            var task = new Sawtooth().Draw(i, key);
            return task.Outputs.ToArray().Zip(task.Inputs.ToArray().Select(new Sawtooth().Curve(i, key)), (y, f) => y - f);
        }).ToArray();
        Assert.Equal(0.05, noise.StandardDeviation(), 5 * 0.05 / Math.Sqrt(2.0 * noise.Length));
    }

    [Fact]
    public void Heaviside_has_two_levels() => Law.Holds(Gen.Choose(0, 10_000), index =>
    {
        var task = new Heaviside { Noise = 0 }.Draw(index, RandomKey.FromSeed(2));
        Assert.Equal([-1, 1], task.Outputs.ToArray().Distinct().Order());
        var sorted = task.Inputs.ToArray().Zip(task.Outputs.ToArray()).OrderBy(p => p.First).Select(p => p.Second).ToArray();
        int jumps = Enumerable.Range(1, sorted.Length - 1).Count(i => sorted[i] != sorted[i - 1]);
        Assert.InRange(jumps, 1, 16); // a GP of length scale 1 crosses a level about 10 / (2 pi) x 2 = 3.2 times on [-5, 5]
        var noisy = new Heaviside().Draw(index, RandomKey.FromSeed(2));
        Assert.All(noisy.Outputs.ToArray(), y => Assert.Equal(1, Math.Abs(y), 6 * 0.01));
    });

    /// <summary>Over many tasks the products of function values have the kernel as their mean.</summary>
    [Theory]
    [InlineData(0.5, null)]
    [InlineData(1.0, 0.75)]
    public void Gaussian_process_draws_have_the_kernel_as_covariance(double lengthScale, double? period)
    {
        const int tasks = 3000;
        Kernel kernel = period is { } p ? new Kernel.Periodic(lengthScale, p) : new Kernel.SquaredExponential(lengthScale);
        var family = new GaussianProcess { Kernel = kernel, Noise = 0, MinPoints = 6, MaxPoints = 7 };
        double sum = 0, squares = 0, variance = 0;
        foreach (var task in family.Generate(tasks, RandomKey.FromSeed(6)).Tasks)
        {
            double r = Math.Abs(task.Inputs[0] - task.Inputs[1]);
            double k = period is { } q
                ? Math.Exp(-2 * Math.Sin(Math.PI * r / q) * Math.Sin(Math.PI * r / q) / (lengthScale * lengthScale))
                : Math.Exp(-r * r / (2 * lengthScale * lengthScale));
            double excess = (task.Outputs[0] * task.Outputs[1]) - k;
            sum += excess;
            squares += excess * excess;
            variance += task.Outputs[2] * task.Outputs[2];
        }
        Assert.Equal(0, sum / tasks, 5 * Math.Sqrt(squares) / tasks);
        Assert.Equal(1, variance / tasks, 5 * Math.Sqrt(2.0 / tasks));
    }

    [Fact]
    public void Labels_are_zero_or_one_and_follow_the_function()
    {
        var family = new GaussianProcess { Inputs = 2, LabelSlope = 2.5 };
        var tasks = family.Generate(200, RandomKey.FromSeed(3));
        Assert.Equal(["x1", "x2"], tasks.InputNames);
        var labels = tasks.Tasks.SelectMany(t => t.Outputs.ToArray()).ToArray();
        Assert.Equal([0, 1], labels.Distinct().Order());
        Assert.InRange(labels.Mean(), 0.4, 0.6);
        var functions = (family with { LabelSlope = null, Noise = 0 }).Generate(200, RandomKey.FromSeed(3));
        var clear = functions.Tasks.SelectMany(t => t.Outputs.ToArray()).Zip(labels).Where(p => Math.Abs(p.First) > 2).ToArray();
        Assert.True(clear.Count(p => (p.First > 0) == (p.Second > 0.5)) > 0.97 * clear.Length); // sigmoid(5) = 0.9933
    }

    [Fact]
    public void Defaults_are_the_published_settings()
    {
        var saw = new Sawtooth();
        Assert.Equal((0.75, 1.33, 0.0, true, -2.0, 2.0, 0.05, 40, 100),
            (saw.Period, saw.Gain, saw.Shift, saw.RandomLine, saw.InputLow, saw.InputHigh, saw.Noise, saw.MinPoints, saw.MaxPoints));
        var step = new Heaviside();
        Assert.Equal((1.0, 1e-5, -5.0, 5.0, 0.01, 40, 100),
            (step.LengthScale, step.Nugget, step.InputLow, step.InputHigh, step.Noise, step.MinPoints, step.MaxPoints));
        var gp = new GaussianProcess();
        Assert.Equal(
            (new Kernel.SquaredExponential(0.5), 1e-5, 0.05, 40, 100),
            ((Kernel.SquaredExponential)gp.Kernel, gp.Nugget, gp.Noise, gp.MinPoints, gp.MaxPoints));
        Assert.Equal(new Heaviside { Noise = 0.05 }, step with { Noise = 0.05 });
    }

    public static TheoryData<TaskFamily, string> BadFamilies => new()
    {
        { new Sawtooth { Period = 0 }, "Sawtooth.Period" },
        { new Sawtooth { Gain = double.NaN }, "Sawtooth.Gain" },
        { new Sawtooth { Shift = double.PositiveInfinity }, "Sawtooth.Shift" },
        { new Sawtooth { MinPoints = 0 }, "Sawtooth.MinPoints" },
        { new Sawtooth { MaxPoints = 40 }, "Sawtooth.MaxPoints" },
        { new Sawtooth { InputLow = 2 }, "Sawtooth.InputHigh" },
        { new Sawtooth { Noise = -1 }, "Sawtooth.Noise" },
        { new Heaviside { LengthScale = -1 }, "Heaviside.LengthScale" },
        { new Heaviside { Nugget = -1 }, "Heaviside.Nugget" },
        { new GaussianProcess { Inputs = 0 }, "GaussianProcess.Inputs" },
        { new GaussianProcess { Kernel = new Kernel.Periodic(1, 0) }, "GaussianProcess.Kernel" },
        { new GaussianProcess { LabelSlope = double.NaN }, "GaussianProcess.LabelSlope" },
    };

    [Theory]
    [MemberData(nameof(BadFamilies))]
    public void Bad_parameters_are_refused(TaskFamily family, string name) =>
        Refusal.Of<OptionException>(() => family.Draw(0, RandomKey.FromSeed(1)), name, "expected");

    [Fact]
    public void Impossible_draws_are_refused()
    {
        Refusal.Of<OptionException>(() => new Sawtooth().Generate(-1, RandomKey.FromSeed(1)), "Sawtooth.tasks");
        Refusal.Of<OptionException>(() => new Sawtooth().Curve(-1, RandomKey.FromSeed(1)), "Sawtooth.index");
        Refusal.Of<NumericalException>(
            () => new GaussianProcess { Nugget = 0, Kernel = new Kernel.SquaredExponential(5) }.Draw(0, RandomKey.FromSeed(1)),
            "not positive definite", "nugget");
    }
}
