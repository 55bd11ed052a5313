using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Values far out, at ties and at numbers that are none, and what operations refuse when they run.</summary>
public class EdgeTests
{
    [Theory]
    [InlineData(-800, 0)]
    [InlineData(-40, 4.248354255291589e-18)]
    [InlineData(-20, 2.061153620314381e-09)]
    [InlineData(0, 0.6931471805599453)]
    [InlineData(40, 40)]
    [InlineData(800, 800)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Softplus_keeps_its_relative_accuracy(double x, double expected)
    {
        double actual = Value(Expr.Constant(Tensor.Scalar(x)).Softplus());
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= 4e-16 * expected, $"{actual:R}");
    }

    [Theory]
    [InlineData(-800, 0)]
    [InlineData(-40, 4.248354255291589e-18)]
    [InlineData(800, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NaN, double.NaN)]
    public void Sigmoid_does_not_overflow(double x, double expected)
    {
        double actual = Value(Expr.Constant(Tensor.Scalar(x)).Sigmoid());
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= 4e-16 * expected, $"{actual:R}");
    }

    [Fact]
    public void Log_sum_exp_is_stable()
    {
        static double Of(params double[] x) => Value(Expr.Constant(Tensor.Of([x.Length], x)).LogSumExp(0));
        Assert.Equal(1000 + Math.Log(2), Of(1000, 1000), 1e-12);
        Assert.Equal(-1000 + Math.Log(3), Of(-1000, -1000, -1000), 1e-12);
        Assert.Equal(5, Of(5, double.NegativeInfinity));
        Assert.Equal(double.NegativeInfinity, Of(double.NegativeInfinity, double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Of(1, double.PositiveInfinity));
        Assert.Equal(double.NaN, Of(1, double.NaN));
        var x = Expr.Input("x0", [2]);
        var gradient = new Evaluator(Gradients.Of(x.LogSumExp(0), x)).At([Tensor.Of([2], 5, double.NegativeInfinity)])[0];
        Assert.Equal([1, 0], gradient.Doubles.ToArray());
    }

    [Fact]
    public void A_NaN_stays_a_NaN()
    {
        Expr nan = double.NaN, one = 1.0;
        Assert.All(
            new[] { nan.Relu(), Expr.Maximum(nan, one), Expr.Maximum(one, nan), Expr.Minimum(nan, one), nan.Tanh(), nan.Sqrt(), nan + one },
            e => Assert.Equal(double.NaN, Value(e)));
        Assert.Equal(0, Value(nan.Step()));
    }

    [Fact]
    public void Kinks_have_the_stated_derivatives()
    {
        Expr a = Expr.Input("x0", []), b = Expr.Input("x1", []);
        double[] At(Expr y, double u, double v) => [.. new Evaluator(Gradients.Of(y, a, b)).At([Tensor.Scalar(u), Tensor.Scalar(v)])
            .Select(g => g.Doubles[0])];
        Assert.Equal([0, 1], At(Expr.Maximum(a, b), 2, 2));
        Assert.Equal([1, 0], At(Expr.Maximum(a, b), 3, 2));
        Assert.Equal([0, 1], At(Expr.Minimum(a, b), 3, 2));
        Assert.Equal([0, 0], At(a.Relu() + b.Step(), 0, 0));
        Assert.Equal([1, 0], At(a.Relu() + b.Step(), 1e-300, 1));
    }

    [Fact]
    public void Adam_starts_and_ends_as_published()
    {
        // First step from zero moments: m' / (1 - b1) = g and v' / (1 - b2) = g^2: the parameter moves by the rate against the sign of g.
        var adam = new Operation.AdamStep(0.9, 0.999, 0);
        var zero = Tensor.Fill([2], 0);
        Tensor[] at = [Tensor.Fill([2], 1), zero, zero, Tensor.Of([2], 1e-3, -50), Tensor.Scalar(0.1), Tensor.Scalar(1)];
        Arrays.Near(Tensor.Of([2], 0.9, 1.1), adam.Evaluate([.. at])[0], 1e-12);
        var momentless = new Operation.AdamStep(0, 0, 0);
        Arrays.Near(Tensor.Of([2], 0.9, 1.1), momentless.Evaluate([.. at])[0], 1e-12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_matrix_without_a_factor_is_named(double pivot)
    {
        var a = Arrays.Of([3, 4, 4], i => i[1] == i[2] ? (i[0], i[1]) == (1, 2) ? pivot : 2 : 0);
        Assert.All(Refusals(x => x.Cholesky().Sum(), a), problem =>
        {
            Assert.Contains("matrix 1, pivot 2", problem.Where, StringComparison.Ordinal);
            Assert.NotNull(problem.Expected);
        });
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.0, true)]
    [InlineData(double.NaN, false)]
    [InlineData(double.NegativeInfinity, true)]
    public void A_triangle_without_an_inverse_is_named(double pivot, bool transposed)
    {
        var l = Arrays.Of([3, 4, 4], i => i[1] == i[2] ? (i[0], i[1]) == (1, 2) ? pivot : 2 : 0);
        Expr Solve(Expr factor, int columns) =>
            factor.TriangularSolve(Expr.Constant(Tensor.Fill([3, 4, columns], 1)), transposed).Sum();
        Assert.All(Refusals(x => Solve(x, 2), l), problem =>
        {
            Assert.Matches("matrix 1, .* 2$", problem.Where);
            Assert.NotNull(problem.Expected);
        });
        Assert.Equal(0, Value(Solve(Expr.Constant(l), 0)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1.5)]
    [InlineData(4)]
    [InlineData(double.NaN)]
    public void A_count_that_is_none_is_refused(double count) => Assert.All(
        Refusals(x => x.CountMask(3).Sum(), Tensor.Of([2], 1, count)),
        problem => Assert.Equal("a whole number from 0 to 3", problem.Expected));

    [Fact]
    public void Only_lower_triangles_are_read()
    {
        var a = new Draws(1).Definite([2], 3);
        var garbled = Arrays.Of(a.Shape, i => i[2] > i[1] ? double.NaN : a.At(i));
        Assert.Equal(Evaluator.Value(Expr.Constant(a).Cholesky()), Evaluator.Value(Expr.Constant(garbled).Cholesky()));
        foreach (bool transposed in new[] { false, true })
        {
            Expr right = Expr.Constant(Tensor.Fill([2, 3, 1], 1));
            Assert.Equal(
                Evaluator.Value(Expr.Constant(a).TriangularSolve(right, transposed)),
                Evaluator.Value(Expr.Constant(garbled).TriangularSolve(right, transposed)));
        }
    }

    [Fact]
    public void Leaves_have_no_value_outside_a_run()
    {
        Assert.Throws<InvalidOperationException>(() => new Operation.Input("x", []).Evaluate([]));
        Assert.Throws<InvalidOperationException>(() => new Operation.KeyedNormal("k", [], "s", 1, 1).Evaluate([]));
    }

    [Fact]
    public void Keyed_noise_does_not_depend_on_the_size_of_the_buffer()
    {
        RandomKey[] keys = [RandomKey.FromSeed(1), RandomKey.FromSeed(2), RandomKey.FromSeed(3)];
        Tensor Noise(int batch, int rows, int columns, string stream = "s") =>
            new Evaluator([Expr.Normal("k", [batch], stream, rows, columns)]).At([], keys[..batch])[0];
        var small = Noise(2, 3, 4);
        Assert.Equal(small, ConjugateCases.Prefix(Noise(3, 5, 7), small.Shape));
        Assert.NotEqual(small, Noise(2, 3, 4, "t"));
        Assert.Equal(24, small.Doubles.ToArray().Distinct().Count());
    }

    /// <summary>What the Reference engine and the Managed engine in both precisions say of an argument that has no value.</summary>
    private static Problem[] Refusals(Func<Expr, Expr> function, Tensor argument)
    {
        using ManagedEngine inDouble = ManagedEngine.Double(), inSingle = ManagedEngine.Single();
        var value = function(Expr.Input("x0", argument.Shape));
        return [.. new IEngine[] { new ReferenceEngine(), inDouble, inSingle }.Select(engine =>
            Assert.Throws<NumericalException>(() => new Evaluator([value], engine).At([argument])).Problem)];
    }

    private static double Value(Expr expression) => Evaluator.Value(expression).Doubles[0];
}
