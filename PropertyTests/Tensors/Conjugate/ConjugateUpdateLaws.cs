using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>
/// The conjugate update as Gaussian algebra, on any engine of double precision: 0 to 12 points, fan-in 1 to 10, up to 3 tasks, samples and units,
/// both factor structures and all three forms, variance floor 0, 1e-6 and 0.1.
/// </summary>
public abstract class ConjugateUpdateLaws
{
    /// <summary>What computes.</summary>
    protected abstract IEngine Engine { get; }

    private static readonly ConjugateForm[] Forms = Enum.GetValues<ConjugateForm>();

    [Fact]
    public void Sample_KL_outputs_and_mean_are_those_of_the_natural_parameters() => Hold(100, (problem, draws) =>
    {
        double floor = draws.One(0, 1e-6, 0.1);
        var expected = NaturalPosterior.Results(problem, floor);
        foreach (var form in Forms)
        {
            var actual = problem.Run(form, floor);
            Assert.All(Enumerable.Range(0, 4), i => Arrays.Near(expected[i], actual[i], 1e-9, $"{form} result {i}"));
        }
    });

    [Fact]
    public void The_covariance_of_the_sample_is_that_of_the_natural_parameters() => Hold(40, (problem, _) =>
    {
        foreach (var form in Forms)
        {
            var posterior = ExactPosterior.Of(problem, form);
            for (int unit = 0; unit < problem.Shape.Units; unit++)
            {
                var expected = new NaturalPosterior(problem, 0, 0, unit);
                ConjugateCases.Near(expected.Mean.ToColumnMatrix(), posterior[unit].Mean.ToColumnMatrix(), 1e-9);
                ConjugateCases.Near(expected.Covariance, posterior[unit].Covariance, 1e-9);
            }
        }
    }, tasks: 1, samples: 1);

    [Fact]
    public void Both_forms_give_one_sample_KL_outputs_mean_and_gradient() => Hold(100, (problem, draws) =>
    {
        double floor = draws.One(0, 1e-6);
        Tensor[] weights = [.. problem.Run(ConjugateForm.Weights, floor), .. problem.Gradients(ConjugateForm.Weights, floor)];
        foreach (var form in Forms)
        {
            Tensor[] other = [.. problem.Run(form, floor), .. problem.Gradients(form, floor)];
            Assert.All(Enumerable.Range(0, weights.Length), i => Arrays.Near(weights[i], other[i], 1e-9, $"{form} {i}"));
        }
    });

    [Fact]
    public void Updating_part_by_part_in_any_order_gives_the_posterior_of_all_points() => Hold(60, (problem, draws) =>
    {
        int[] order = draws.Order(problem.Shape.Points);
        var prior = problem;
        for (int done = 0; done < order.Length;)
        {
            int[] part = order[done..(done + draws.Integer(0, order.Length - done))];
            var posterior = ExactPosterior.Of(ConjugateCases.Choose(ConjugateCases.WithPrior(problem, prior), part), draws.One(Forms));
            prior = ConjugateCases.WithPrior(problem, posterior);
            done += part.Length;
        }
        for (int unit = 0; unit < problem.Shape.Units; unit++)
        {
            var all = new NaturalPosterior(problem, 0, 0, unit);
            var last = new NaturalPosterior(prior, 0, 0, unit);
            ConjugateCases.Near(all.Mean.ToColumnMatrix(), last.PriorMean.ToColumnMatrix(), 1e-8);
            ConjugateCases.Near(all.Covariance, last.PriorCovariance, 1e-8);
        }
    }, tasks: 1, samples: 1, full: true);

    [Fact]
    public void Padding_changes_nothing_whatever_it_holds() => Hold(60, (problem, draws) =>
    {
        var padded = ConjugateCases.Pad(problem, draws, draws.Integer(1, 5));
        double floor = draws.One(0, 1e-6);
        foreach (var form in new[] { ConjugateForm.Weights, ConjugateForm.Points })
        {
            Tensor[] expected = problem.Run(form, floor), actual = padded.Run(form, floor);
            foreach (int i in new[] { 0, 1, 3 })
            {
                Arrays.Near(expected[i], actual[i], 1e-12, $"{form} result {i}");
            }
            Arrays.Near(expected[2], ConjugateCases.Prefix(actual[2], expected[2].Shape), 1e-12, $"{form} outputs");
            Tensor[] gradient = problem.Gradients(form, floor), paddedGradient = padded.Gradients(form, floor);
            for (int i = 0; i < gradient.Length; i++)
            {
                var prefix = ConjugateCases.Prefix(paddedGradient[i], gradient[i].Shape);
                Arrays.Near(gradient[i], prefix, 1e-11, $"{form} gradient {i}");
                double beyond = paddedGradient[i].Map(Math.Abs).Doubles.ToArray().Sum() - prefix.Map(Math.Abs).Doubles.ToArray().Sum();
                Assert.InRange(beyond, -1e-9, 1e-9);
            }
        }
    });

    [Fact]
    public void A_batch_of_ragged_tasks_is_a_loop_over_tasks() => Hold(40, (problem, draws) =>
    {
        var form = draws.One(ConjugateForm.Weights, ConjugateForm.Points);
        var (b, s, u, _, k) = problem.Shape;
        Tensor[] together = problem.Run(form), adjoints = problem.Adjoints(), gradients = problem.Gradients(form);
        var (meanSum, factorSum) = (Tensor.Fill(gradients[0].Shape, 0), Tensor.Fill(gradients[1].Shape, 0));
        for (int task = 0; task < b; task++)
        {
            var alone = problem.Task(task);
            Tensor[] one = alone.Run(form);
            foreach (int i in new[] { 0, 1, 3 })
            {
                Arrays.Near(Arrays.Of(one[i].Shape, at => together[i].At([task, .. at[1..]])), one[i], 1e-11, $"task {task} result {i}");
            }
            Arrays.Near(Arrays.Of(one[2].Shape, at => together[2].At([task, .. at[1..]])), one[2], 1e-11, $"task {task} outputs");
            Tensor Own(Tensor bar, Shape shape) => Arrays.Of(shape, at => bar.At([task, .. at[1..]]));
            Tensor[] own = [Own(adjoints[0], [1, s, u, k]), Own(adjoints[1], [1, s]), Own(adjoints[2], one[2].Shape)];
            var part = alone.Gradients(form, 0, own);
            (meanSum, factorSum) = (meanSum.Plus(1, part[0]), factorSum.Plus(1, part[1]));
            Arrays.Near(Own(gradients[2], part[2].Shape), part[2], 1e-10, $"task {task} features");
            Arrays.Near(Own(gradients[3], part[3].Shape), part[3], 1e-10, $"task {task} targets");
        }
        Arrays.Near(gradients[0], meanSum, 1e-10, "prior mean");
        Arrays.Near(gradients[1], factorSum, 1e-10, "prior factor");
    });

    [Fact]
    public void The_order_of_the_points_does_not_matter() => Hold(40, (problem, draws) =>
    {
        int[] order = draws.Order(problem.Shape.Points);
        var shuffled = ConjugateCases.Choose(problem, order);
        foreach (var form in Forms)
        {
            Tensor[] expected = problem.Run(form), actual = shuffled.Run(form);
            foreach (int i in new[] { 0, 1, 3 })
            {
                Arrays.Near(expected[i], actual[i], 1e-10, $"{form} result {i}");
            }
            Arrays.Near(Arrays.Of(actual[2].Shape, at => expected[2].At(at[0], at[1], order[at[2]], at[3])), actual[2], 1e-10, "outputs");
        }
    }, tasks: 1, full: true);

    [Fact]
    public void Without_points_the_sample_is_the_priors_and_the_KL_zero() => Hold(40, (problem, draws) =>
    {
        var empty = problem.With(ConjugateProblem.Counts, Tensor.Fill([problem.Shape.Tasks], 0));
        var none = empty.Task(0);
        foreach (var one in new[] { empty, none })
        {
            foreach (var form in Forms)
            {
                var results = one.Run(form, draws.One(0, 1e-6));
                Arrays.Near(PriorSample(one), results[0], 1e-14, "sample");
                Assert.All(results[1].Doubles.ToArray(), kl => Assert.Equal(0, kl));
                Assert.All(results[2].Doubles.ToArray(), y => Assert.Equal(0, y));
                Arrays.Near(
                    Arrays.Of(results[3].Shape, i => one.Arguments[ConjugateProblem.Mean].At(i[2], i[3])), results[3], 0, "posterior mean");
            }
        }
    });

    [Fact]
    public void One_point_with_tiny_noise_is_interpolated() => Hold(60, (problem, draws) =>
    {
        double logNoise = draws.One(-6, -10, -14);
        var sharp = ConjugateCases.Choose(problem, [0])
            .With(ConjugateProblem.LogNoise, Tensor.Fill([1, 1, 1, 1], logNoise));
        foreach (var form in Forms)
        {
            var mean = sharp.Run(form)[3];
            for (int unit = 0; unit < sharp.Shape.Units; unit++)
            {
                var prior = new NaturalPosterior(sharp, 0, 0, unit);
                var point = prior.Points[0];
                double spread = point * (prior.PriorCovariance * point), noise = Math.Exp(2 * logNoise);
                double left = (prior.Targets[0] - point * prior.PriorMean) * noise / (spread + noise);
                double fitted = Enumerable.Range(0, point.Count).Sum(i => point[i] * mean.At(0, 0, unit, i));
                // A has the eigenvalue 1 + spread / noise: the form of the larger matrix loses as many digits, in each of its rows.
                double rounding = Math.BitIncrement(1.0) - 1.0;
                double tolerance = form == ConjugateForm.Weights ? 1e-9 + (point.Count + 1) * rounding * spread / noise : 1e-9;
                Arrays.Near(prior.Targets[0] - left, fitted, tolerance, "posterior mean at the point");
                Assert.InRange(Math.Abs(prior.Targets[0] - fitted), 0, 1000 * noise + tolerance);
            }
        }
    }, tasks: 1, samples: 1, leastPoints: 1, full: true);

    [Fact]
    public void The_KL_is_never_negative() => Hold(100, (problem, draws) =>
    {
        // Pseudo-noise from nearly none to so much that the posterior is nearly the prior.
        var noise = problem.Arguments[ConjugateProblem.LogNoise].Map(s => s + draws.One(-4.0, 0, 4, 8));
        int u = problem.Shape.Units;
        foreach (var form in Forms)
        {
            var divergences = problem.With(ConjugateProblem.LogNoise, noise).Run(form)[1];
            Assert.All(divergences.Doubles.ToArray(), kl => Assert.InRange(kl, -2e-11 * u, 1e9));
        }
    });

    private static Tensor PriorSample(ConjugateProblem problem)
    {
        var (b, s, u, _, k) = problem.Shape;
        return Arrays.Of([b, s, u, k], i =>
        {
            var v = Vector<double>.Build.Dense(k, j => problem.Arguments[ConjugateProblem.WeightNoise].At(i[0], i[1], i[2], j));
            var factor = problem.Arguments[ConjugateProblem.Factor];
            double spread = problem.Structure == FactorStructure.Diagonal
                ? factor.At(i[2], i[3]) * v[i[3]]
                : Enumerable.Range(0, i[3] + 1).Sum(j => factor.At(i[2], i[3] * (i[3] + 1) / 2 + j) * v[j]);
            return problem.Arguments[ConjugateProblem.Mean].At(i[2], i[3]) + spread;
        });
    }

    private void Hold(
        int count, Action<ConjugateProblem, Draws> law, int tasks = 3, int samples = 3, int leastPoints = 0, bool full = false) =>
        ConjugateCases.Hold(count, law, tasks, samples, leastPoints, full, Engine);
}
