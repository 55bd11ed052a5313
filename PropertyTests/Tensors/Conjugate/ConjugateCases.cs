using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Random conjugate updates and what the laws do to them.</summary>
internal static class ConjugateCases
{
    /// <summary>
    /// Checks a law of random problems, of up to 12 points and fan-in up to 10, on an engine, the Reference engine unless given; full
    /// problems have as many real points as their capacity.
    /// </summary>
    public static void Hold(
        int count, Action<ConjugateProblem, Draws> law, int tasks = 3, int samples = 3, int leastPoints = 0, bool full = false,
        IEngine? engine = null) =>
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            var draws = new Draws(seed);
            var shape = ConjugateProblem.DrawShape(draws, tasks, samples, 3, 12, 10);
            shape = shape with { Points = Math.Max(shape.Points, leastPoints) };
            int[]? counts = full ? [.. Enumerable.Repeat(shape.Points, shape.Tasks)] : null;
            int sharing = draws.Coin() ? draws.Integer(0, ConjugateProblem.SharingPatterns - 1) : 0;
            var structure = draws.One(FactorStructure.Diagonal, FactorStructure.Lower);
            var problem = ConjugateProblem.Draw(draws, shape, structure, sharing, counts);
            law(engine is null ? problem : problem with { Engine = engine }, draws);
        }, count);

    /// <summary>The problem of the chosen points alone, in the given order, of a problem without padding.</summary>
    public static ConjugateProblem Choose(ConjugateProblem problem, int[] points)
    {
        var x = problem.Arguments;
        Tensor Rows(int argument) => Arrays.Of(
            x[argument].Shape.With(2, points.Length), i => x[argument].At(i[0], i[1], points[i[2]], i[3]));
        var noise = x[ConjugateProblem.LogNoise];
        return problem
            .With(ConjugateProblem.Features, Rows(ConjugateProblem.Features))
            .With(ConjugateProblem.Targets, Rows(ConjugateProblem.Targets))
            .With(ConjugateProblem.LogNoise, noise.Shape[2] == 1 ? noise : Rows(ConjugateProblem.LogNoise))
            .With(ConjugateProblem.PointNoise, Arrays.Of(x[ConjugateProblem.PointNoise].Shape.With(3, points.Length), i =>
                x[ConjugateProblem.PointNoise].At(i[0], i[1], i[2], points[i[3]])))
            .With(ConjugateProblem.Counts, Tensor.Fill(x[ConjugateProblem.Counts].Shape, points.Length));
    }

    /// <summary>The problem with the prior of another.</summary>
    public static ConjugateProblem WithPrior(ConjugateProblem problem, ConjugateProblem prior) =>
        (problem with { Structure = prior.Structure })
            .With(ConjugateProblem.Mean, prior.Arguments[ConjugateProblem.Mean])
            .With(ConjugateProblem.Factor, prior.Arguments[ConjugateProblem.Factor]);

    /// <summary>The problem with a posterior as its prior: its mean, and the Cholesky factor of its covariance by MathNet.</summary>
    public static ConjugateProblem WithPrior(ConjugateProblem problem, ExactPosterior[] posterior)
    {
        int k = problem.Shape.FanIn;
        (int Row, int Column)[] packed = [.. Enumerable.Range(0, k).SelectMany(row => Enumerable.Range(0, row + 1).Select(c => (row, c)))];
        Matrix<double>[] factors = [.. posterior.Select(p => p.Covariance.Cholesky().Factor)];
        return (problem with { Structure = FactorStructure.Lower })
            .With(ConjugateProblem.Mean, Arrays.Of([posterior.Length, k], i => posterior[i[0]].Mean[i[1]]))
            .With(ConjugateProblem.Factor, Arrays.Of([posterior.Length, packed.Length], i =>
                factors[i[0]][packed[i[1]].Row, packed[i[1]].Column]));
    }

    /// <summary>
    /// The problem with a larger capacity; beyond the old one, and beyond every count, the arguments hold large finite numbers.
    /// </summary>
    public static ConjugateProblem Pad(ConjugateProblem problem, Draws draws, int by)
    {
        var x = problem.Arguments;
        Tensor Padded(int argument, int axis, double scale)
        {
            if (argument == ConjugateProblem.LogNoise && x[argument].Shape[axis] == 1)
            {
                return x[argument];
            }
            var garbage = draws.Normal(x[argument].Shape.With(axis, problem.Shape.Points + by), scale);
            bool everyTask = x[argument].Shape[0] == problem.Shape.Tasks;
            double Count(int task) => everyTask ? x[ConjugateProblem.Counts].Doubles[task] : problem.Shape.Points;
            return Arrays.Of(garbage.Shape, i => i[axis] < Count(i[0]) ? x[argument].At(i) : garbage.At(i));
        }
        return problem
            .With(ConjugateProblem.Features, Padded(ConjugateProblem.Features, 2, 1e6))
            .With(ConjugateProblem.Targets, Padded(ConjugateProblem.Targets, 2, 1e6))
            .With(ConjugateProblem.LogNoise, Padded(ConjugateProblem.LogNoise, 2, 1e4))
            .With(ConjugateProblem.PointNoise, Padded(ConjugateProblem.PointNoise, 3, 1e6));
    }

    /// <summary>The leading part of a tensor that has the given shape.</summary>
    public static Tensor Prefix(Tensor x, Shape shape) => Arrays.Of(shape, i =>
    {
        int offset = 0;
        for (int axis = 0; axis < i.Length; axis++)
        {
            offset = offset * x.Shape[axis] + i[axis];
        }
        return x.Doubles[offset];
    });

    public static void Near(Matrix<double> expected, Matrix<double> actual, double tolerance)
    {
        for (int i = 0; i < expected.RowCount; i++)
        {
            for (int j = 0; j < expected.ColumnCount; j++)
            {
                Arrays.Near(expected[i, j], actual[i, j], tolerance, $"({i}, {j})");
            }
        }
    }
}
