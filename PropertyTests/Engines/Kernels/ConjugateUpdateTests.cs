using FsCheck.Fluent;
using ProbBnn.Engines.Managed;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.Kernels;

public class ConjugateUpdateTests
{
    private static readonly ConjugateForm?[] Forms = [null, ConjugateForm.Data, ConjugateForm.Weight];

    [Fact]
    public void Samples_means_and_divergence_follow_Bayes_rule_in_both_forms() => Law.Holds(
        ConjugateCase.Some(40),
        c =>
        {
            var plain = PlainUpdate.Run(c);
            foreach (var form in Forms)
            {
                var result = c.Run<double>(KernelOptions.Widest.Width, form, 1);
                Assert.Null(result.Failure);
                Assert.InRange(Machine.Distance(plain.Weights, result.Weights), 0, 1e-10);
                Assert.InRange(Machine.Distance(plain.PosteriorMean, result.PosteriorMean), 0, 1e-10);
                Assert.InRange(Machine.Distance(plain.Divergence, result.Divergence), 0, 1e-10);
                Assert.InRange(Machine.Distance(plain.ContextOutputs, result.ContextOutputs), 0, 1e-10);
            }
        },
        count: 80);

    /// <summary>Beyond the points for which pairs of features are held, beside a task with fewer.</summary>
    [Fact]
    public void Large_and_small_tasks_of_units_that_share_a_factor_follow_Bayes_rule()
    {
        int most = ConjugateLayout<double>.MostPairedPoints;
        var shape = new ConjugateShape(3, 2, 9, most + 30, 4, FactorKind.Diagonal, 9, 1, 2, 1, 3, 1, most + 30, 9);
        var c = new ConjugateCase(shape, [most + 30, most, 3], 0, 5);
        var plain = PlainUpdate.Run(c);
        var result = c.Run<double>(KernelOptions.Widest.Width, null, 2);
        Assert.InRange(Machine.Distance(plain.Weights, result.Weights), 0, 1e-9);
        Assert.InRange(Machine.Distance(plain.Divergence, result.Divergence), 0, 1e-9);
        var other = c.Run<double>(KernelOptions.Widest.Width, ConjugateForm.Data, 2);
        foreach (var (name, gradient) in other.Gradients)
        {
            Assert.InRange(Machine.Distance(gradient, result.Gradients[name]), 0, 1e-8);
        }
    }

    [Fact]
    public void Derivatives_agree_with_central_differences_of_Bayes_rule() => Law.Holds(
        from c in ConjugateCase.Some(7)
        from places in Gen.Choose(0, 1_000_000).ArrayOf(4)
        from form in Gen.Elements(Forms)
        select (c, places, form),
        c =>
        {
            const double step = 1e-5;
            var result = c.c.Run<double>(KernelOptions.Widest.Width, c.form, 1);
            foreach (var (name, gradient) in result.Gradients)
            {
                foreach (int place in gradient.Length == 0 ? [] : c.places)
                {
                    int at = place % gradient.Length;
                    double up = PlainUpdate.Objective(c.c.Moved(name, at, step));
                    double down = PlainUpdate.Objective(c.c.Moved(name, at, -step));
                    double expected = (up - down) / (2 * step), scale = Math.Max(1, gradient.Select(Math.Abs).Max());
                    bool agrees = Math.Abs(expected - gradient[at]) < 2e-7 * scale;
                    Assert.True(agrees, $"{name}[{at}]: {gradient[at]}, by differences {expected}");
                }
            }
        },
        count: 150);

    [Fact]
    public void Both_forms_have_the_same_derivatives() => Law.Holds(
        ConjugateCase.Some(40),
        c =>
        {
            var data = c.Run<double>(KernelOptions.Widest.Width, ConjugateForm.Data, 1);
            var weight = c.Run<double>(KernelOptions.Widest.Width, ConjugateForm.Weight, 1);
            foreach (var (name, gradient) in data.Gradients)
            {
                Assert.InRange(Machine.Distance(gradient, weight.Gradients[name]), 0, 1e-10);
            }
        },
        count: 60);

    [Fact]
    public void Every_width_and_precision_gives_the_same_up_to_rounding() => Law.Holds(
        ConjugateCase.Some(40),
        c =>
        {
            var expected = c.Run<double>(VectorWidth.Scalar, null, 1);
            foreach (var width in Machine.Widths)
            {
                AssertClose(expected, c.Run<double>(width, null, 1), 1e-11);
                AssertClose(expected, c.Run<float>(width, null, 1), 2e-3);
            }
        },
        count: 40);

    [Fact]
    public void Threads_change_no_bit() => Law.Holds(
        from c in ConjugateCase.Some(30)
        from width in Gen.Elements(Machine.Widths)
        select (c, width),
        c =>
        {
            var one = c.c.Run<double>(c.width, null, 1);
            foreach (int threads in (int[])[2, 4])
            {
                AssertClose(one, c.c.Run<double>(c.width, null, threads), 0);
            }
        },
        count: 40);

    [Fact]
    public void Several_callers_may_share_the_threads()
    {
        var c = new ConjugateCase(new ConjugateShape(3, 4, 6, 20, 12, FactorKind.Lower, 6, 6, 4, 1, 3, 1, 20, 6), [20, 7, 13], 0, 5);
        using var pool = new WorkerPool(3);
        var expected = c.Run<double>(KernelOptions.Widest.Width, null, pool);
        var results = new ConjugateResult[40];
        Parallel.For(0, results.Length, i => results[i] = c.Run<double>(KernelOptions.Widest.Width, null, pool));
        Assert.All(results, result => AssertClose(expected, result, 0));
    }

    [Fact]
    public void A_warm_update_allocates_nothing()
    {
        foreach (var factor in (FactorKind[])[FactorKind.Lower, FactorKind.Diagonal])
        {
            var c = new ConjugateCase(new ConjugateShape(2, 3, 4, 20, 12, factor, 4, 4, 3, 1, 2, 1, 20, 4), [20, 7], 0, 5);
            using var pool = new WorkerPool(1);
            long least = Enumerable.Range(0, 3).Min(_ => c.Run<double>(KernelOptions.Widest.Width, null, pool).Allocated);
            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void Without_divergence_adjoint_only_the_sample_counts() => Law.Holds(
        ConjugateCase.Some(12),
        c =>
        {
            double[] Scaled(double factor) => [.. c.DivergenceAdjoint.Select(x => x * factor)];
            ConjugateCase With(double factor) => new(c.Shape, c.Counts, c.Kappa, 77) { DivergenceAdjoint = Scaled(factor) };
            foreach (var form in Forms)
            {
                var none = With(0).Run<double>(KernelOptions.Widest.Width, form, 1).Gradients;
                var plus = With(1).Run<double>(KernelOptions.Widest.Width, form, 1).Gradients;
                var minus = With(-1).Run<double>(KernelOptions.Widest.Width, form, 1).Gradients;
                foreach (var (name, gradient) in none)
                {
                    Assert.InRange(Machine.Distance(gradient, [.. plus[name].Zip(minus[name], (x, y) => (x + y) / 2)]), 0, 1e-11);
                }
            }
        },
        count: 40);

    [Fact]
    public void A_task_without_points_draws_from_the_prior()
    {
        var shape = new ConjugateShape(2, 3, 4, 5, 6, FactorKind.Lower, 4, 4, 3, 1, 2, 1, 5, 4);
        var c = new ConjugateCase(shape, [0, 5], 0, 3);
        var result = c.Run<double>(KernelOptions.Widest.Width, null, 1);
        for (int s = 0; s < 3; s++)
        {
            Assert.Equal(0, result.Divergence[s]);
            for (int u = 0; u < 4; u++)
            {
                for (int k = 0; k < 7; k++)
                {
                    double w = c.Mean[(u * 7) + k];
                    for (int j = 0; j <= k; j++)
                    {
                        w += c.Factor[(u * 28) + (k * (k + 1) / 2) + j] * c.WeightNoise[(((s * 4) + u) * 7) + j];
                    }
                    Assert.Equal(w, result.Weights[(((s * 4) + u) * 7) + k], 1e-13);
                    Assert.Equal(c.Mean[(u * 7) + k], result.PosteriorMean[(((s * 4) + u) * 7) + k]);
                }
            }
        }
    }

    [Fact]
    public void A_number_that_is_not_finite_is_reported_with_its_place()
    {
        var shape = new ConjugateShape(3, 2, 4, 6, 5, FactorKind.Lower, 4, 4, 2, 2, 3, 1, 6, 4);
        foreach (var (form, factor) in Forms.SelectMany(f => Enum.GetValues<FactorKind>(), (f, kind) => (f, kind)))
        {
            var sharing = factor == FactorKind.Lower ? shape : shape with { Factor = factor, FactorUnits = 1 };
            var c = new ConjugateCase(sharing, [6, 4, 5], 0, 3);
            c.Targets[((((1 * 2) + 1) * 6) + 2) * 4 + 3] = double.NaN;
            var result = c.Run<double>(KernelOptions.Widest.Width, form, 2);
            Assert.Equal(new ConjugateFailure(1, 1, 3), result.Failure);
            Assert.True(double.IsNaN(result.Divergence[3]));
            Assert.All(result.Weights.Skip(((3 * 4) + 3) * 6).Take(6), w => Assert.True(double.IsNaN(w)));
            Assert.All(result.Weights.Take(((3 * 4) + 3) * 6), w => Assert.True(double.IsFinite(w)));
        }
    }

    [Fact]
    public void A_count_beyond_the_capacity_is_refused()
    {
        var shape = new ConjugateShape(1, 1, 1, 3, 1, FactorKind.Diagonal, 1, 1, 1, 1, 1, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => new ConjugateCase(shape, [4], 0, 1).Run<double>(KernelOptions.Widest.Width, null, 1));
        Assert.Throws<ArgumentException>(() => (shape with { MeanUnits = 2 }).Check());
    }

    private static void AssertClose(ConjugateResult expected, ConjugateResult actual, double tolerance)
    {
        Assert.InRange(Machine.Distance(expected.Weights, actual.Weights), 0, tolerance);
        Assert.InRange(Machine.Distance(expected.Divergence, actual.Divergence), 0, tolerance);
        Assert.InRange(Machine.Distance(expected.ContextOutputs, actual.ContextOutputs), 0, tolerance);
        Assert.InRange(Machine.Distance(expected.PosteriorMean, actual.PosteriorMean), 0, tolerance);
        foreach (var (name, gradient) in expected.Gradients)
        {
            Assert.InRange(Machine.Distance(gradient, actual.Gradients[name]), 0, tolerance);
        }
    }
}
