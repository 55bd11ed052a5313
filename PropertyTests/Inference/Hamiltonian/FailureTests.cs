using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

public class FailureTests
{
    private static readonly HamiltonianOptions Short = new() { WarmUp = 30, Draws = 20 };

    private static HamiltonianSampler Begin(
        Func<double[], (double LogDensity, double[] Gradient)> density, HamiltonianMethod? method = null,
        HamiltonianOptions? options = null) =>
        HamiltonianSampler.Init(RowTarget.Of(2, density), [[0.0, 0.0], [3.0, 0.0]], method ?? Runs.Nuts, options ?? Short, 1);

    [Theory, InlineData(double.NaN), InlineData(double.NegativeInfinity), InlineData(double.PositiveInfinity)]
    public void A_start_without_density_names_its_chain(double value)
    {
        var error = Assert.Throws<NumericalException>(() => Begin(x => (x[0] > 2 ? value : -x[0] * x[0], [-2 * x[0], 0])));
        Assert.Contains("chain 1, log density of the initial position", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_without_gradient_names_its_coordinate()
    {
        var error = Assert.Throws<NumericalException>(() => Begin(x => (-x[0] * x[0], [-2 * x[0], x[0] > 2 ? double.NaN : 0])));
        Assert.Contains("chain 1, gradient at the initial position, coordinate 1", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Nothing to the left of -1: paths into it diverge and no draw lies there, for every method.</summary>
    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void A_density_that_ends_on_the_way_is_a_divergence(int method)
    {
        var options = new HamiltonianOptions { WarmUp = 0, Draws = 200, StepSize = new StepSize.Fixed(1), Metric = new Metric.Unit() };
        foreach (double outside in new[] { double.NegativeInfinity, double.NaN, double.PositiveInfinity })
        {
            using var sampler = Begin(
                x => x[0] < -1 ? (outside, [double.NaN, double.NaN]) : (-0.5 * (x[0] * x[0] + x[1] * x[1]), [-x[0], -x[1]]),
                Runs.Methods[method], options);
            Runs.Finish(sampler);
            var result = sampler.Result();
            Assert.True(result.Summary().TotalDivergences > 10);
            Assert.All(result.Chains, c => Assert.All(Enumerable.Range(0, c.Kept), d => Assert.True(c.Position(d)[0] >= -1)));
        }
    }

    /// <summary>The sampler stops, names chain and coordinate, can still be snapshotted, and goes on from there with a mended target.
    /// </summary>
    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void A_gradient_that_is_no_number_stops_the_run(int method)
    {
        (double, double[]) Normal(double[] x) => (-0.5 * (x[0] * x[0] + x[1] * x[1]), [-x[0], -x[1]]);
        using var sampler = Begin(x => x[1] > 0.5 ? (Normal(x).Item1, [-x[0], double.NaN]) : Normal(x), Runs.Methods[method]);
        var error = Assert.Throws<NumericalException>(() => Runs.Finish(sampler));
        Assert.Matches("chain [01], gradient of coordinate 1", error.Message);
        Assert.Throws<InvalidOperationException>(() => sampler.Run(1));
        var mended = Runs.Finish(HamiltonianSampler.Restore(RowTarget.Of(2, Normal), sampler.Snapshot()));
        Assert.Equal(20, mended.Chains[0].LogDensities.Count);
    }

    [Fact]
    public void A_funnel_shows_divergences()
    {
        var result = Runs.Result(RowTarget.Funnel, 4, 10, Runs.Nuts, new HamiltonianOptions { WarmUp = 400, Draws = 500 });
        Assert.True(result.Summary().TotalDivergences > 0);
        Assert.False(result.Summary().Verdict.IsFine);
        var normal = Runs.Result(RowTarget.Normal(1, 2, 3), 4, 3, Runs.Nuts, new HamiltonianOptions { WarmUp = 400, Draws = 500 });
        Assert.Equal(0, normal.Summary().TotalDivergences);
        Assert.Equal(0, normal.Summary().TotalSaturated);
    }

    [Fact]
    public void No_step_size_for_a_flat_or_a_rough_density()
    {
        using var flat = Begin(_ => (1, [0, 0]));
        Assert.Contains("step size", Assert.Throws<NumericalException>(() => Runs.Finish(flat)).Message, StringComparison.Ordinal);
        using var rough = Begin(x => (x[0] == 0 || x[0] == 3 ? 0 : double.NaN, [1, 0]));
        Assert.Contains("step size", Assert.Throws<NumericalException>(() => Runs.Finish(rough)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<int> Wrong => [.. Enumerable.Range(0, 16)];

    [Theory, MemberData(nameof(Wrong))]
    public void Options_out_of_range(int index)
    {
        (HamiltonianMethod, HamiltonianOptions) Case() => index switch
        {
            0 => (Runs.Nuts, Short with { WarmUp = -1 }),
            1 => (Runs.Nuts, Short with { Draws = 0 }),
            2 => (Runs.Nuts, Short with { Thinning = 0 }),
            3 => (Runs.Nuts, Short with { Thinning = 21 }),
            4 => (Runs.Nuts, Short with { GroupSize = 0 }),
            5 => (Runs.Nuts, Short with { LargestEnergyError = double.NaN }),
            6 => (Runs.Nuts, Short with { StepSize = new StepSize.Fixed(0) }),
            7 => (Runs.Nuts, Short with { StepSize = new StepSize.Fixed(double.PositiveInfinity) }),
            8 => (Runs.Nuts, Short with { StepSize = new StepSize.Adapted(1) }),
            9 => (Runs.Nuts, Short with { StepSize = new StepSize.Adapted(0.8, double.NaN) }),
            10 => (new HamiltonianMethod.Nuts(0), Short),
            11 => (new HamiltonianMethod.Nuts(21), Short),
            12 => (new HamiltonianMethod.Hmc(new PathLength.Steps(0)), Short),
            13 => (new HamiltonianMethod.Hmc(new PathLength.Time(-1)), Short),
            14 => (new HamiltonianMethod.Hmc(new PathLength.Time(1, 0)), Short),
            _ => (new HamiltonianMethod.Hmc(new PathLength.Steps(1), 1), Short),
        };
        var (method, options) = Case();
        Assert.Throws<OptionException>(() => HamiltonianSampler.Init(RowTarget.Banana, [[0.0, 0.0]], method, options, 1));
    }

    [Fact]
    public void Shapes_that_do_not_fit()
    {
        Assert.Throws<OptionException>(() => HamiltonianSampler.Init(RowTarget.Banana, [], Runs.Nuts, Short, 1));
        Assert.Throws<OptionException>(() => HamiltonianSampler.Init(RowTarget.Banana, [[0.0, 0.0]], Runs.Nuts, Short, 1, threads: 0));
        Assert.Throws<ShapeException>(() => HamiltonianSampler.Init(RowTarget.Banana, [[0.0]], Runs.Nuts, Short, 1));
        Assert.Throws<ShapeException>(() => HamiltonianSampler.Init(RowTarget.Banana, [[0.0, 1], [0.0]], Runs.Nuts, Short, 1));
        Assert.Throws<NumericalException>(() => HamiltonianSampler.Init(RowTarget.Banana, [[0.0, double.NaN]], Runs.Nuts, Short, 1));
        var made = new RowTarget(3, 2, (_, x) => (0, x));
        Assert.Throws<ShapeException>(() => HamiltonianSampler.Init(_ => made, [[0.0, 0.0]], Runs.Nuts, Short, 1));
        Assert.True(made.IsDisposed);
    }

    [Fact]
    public void States_that_do_not_fit()
    {
        using var sampler = Begin(x => (-x[0] * x[0] - x[1] * x[1], [-2 * x[0], -2 * x[1]]));
        sampler.Run(60);
        var state = sampler.Snapshot();
        Assert.Throws<DataException>(() => HamiltonianSampler.Restore(RowTarget.Normal(1, 1, 1), state));
        Assert.Throws<DataException>(() => HamiltonianSampler.Restore(
            RowTarget.Banana, state with { Options = Short with { Metric = new Metric.Dense() } }));
        Assert.Throws<DataException>(() => HamiltonianSampler.Restore(
            RowTarget.Banana, state with { Chains = [state.Chains[0] with { Iterations = 51 }] }));
        var arrays = state.ToArrays();
        HamiltonianState From(IReadOnlyList<(string, double[])> given, int chains = 2) =>
            HamiltonianState.FromArrays(Runs.Nuts, Short, 1, chains, given);
        Assert.Equal(state, From(arrays));
        Assert.Throws<DataException>(() => From([.. arrays.Skip(1)]));
        Assert.Throws<DataException>(() => From(arrays, 3));
        Assert.Throws<DataException>(() => From([.. arrays, arrays[0]]));
        Assert.Throws<DataException>(() => From([(arrays[0].Name, [1, 2]), .. arrays.Skip(1)]));
    }

    [Fact]
    public void A_cancelled_run_can_go_on()
    {
        var expected = Runs.Finish(Runs.Begin(RowTarget.Banana, 3, 2, Runs.Nuts, Short));
        using var cancelled = new CancellationTokenSource();
        using var sampler = Runs.Begin(RowTarget.Banana, 3, 2, Runs.Nuts, Short);
        sampler.Run(40, cancelled.Token);
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => sampler.Run(40, cancelled.Token));
        Assert.Equal(expected, Runs.Finish(sampler));
    }

    /// <summary>A slice is bounded: so many evaluations of each group and no more; what was made is disposed.</summary>
    [Fact]
    public void Slices_are_bounded_and_targets_disposed()
    {
        var made = new List<RowTarget>();
        using (var sampler = HamiltonianSampler.Init(
            chains =>
            {
                made.Add(new RowTarget(chains, 1, (_, x) => (-0.5 * x[0] * x[0], [-x[0]])));
                return made[^1];
            }, Runs.Positions(5, 1), Runs.Nuts, Short with { GroupSize = 2 }, 1))
        {
            sampler.Run(17);
            Assert.Equal([2, 2, 1], made.Select(t => t.Chains));
            Assert.All(made, t => Assert.Equal(18, t.Evaluations));
            var progress = sampler.Progress();
            Assert.Equal([0, 1, 2, 3, 4], progress.Select(p => p.Chain));
            Assert.All(progress, p => Assert.True(p.WarmingUp && p.Total == 50 && p.Gradients <= 18));
        }
        Assert.All(made, t => Assert.True(t.IsDisposed));
    }
}
