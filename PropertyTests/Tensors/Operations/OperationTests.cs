using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>
/// Value, shape and derivative rule of every case of the union of operations: 60 random applications each for values and shapes, 30 for
/// first and 15 for second derivatives.
/// </summary>
public class OperationTests
{
    public static TheoryData<string> Names => [.. OperationCase.All.Select(c => c.Type.Name)];

    [Fact]
    public void Every_operation_has_its_case()
    {
        var union = typeof(Operation).GetNestedTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Operation)));
        Assert.Equal(union.Select(t => t.Name).Order(), OperationCase.All.Select(c => c.Type.Name).Order());
        Assert.All(OperationCase.All, c => Assert.Equal(c.TakesAnything, c.Refused.IsEmpty));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_agree_with_the_oracle(string name) => ForCases(name, 60, application =>
    {
        var expected = application.Expected(application.Arguments);
        var results = application.Results(Evaluator.Inputs(application.Arguments));
        var actual = new Evaluator(results).At(application.Given, application.Keys);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(Enumerable.Range(0, expected.Length), i => Arrays.Near(expected[i], actual[i], application.Tolerance, $"result {i}"));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes_are_those_of_the_values(string name) => ForCases(name, 60, application =>
    {
        var shapes = application.Operation.InferShapes([.. application.Arguments.Select(a => a.Shape)]);
        var node = Node.Of(application.Operation, [.. Evaluator.Inputs(application.Arguments)]);
        Assert.Equal(application.Expected(application.Arguments).Select(e => e.Shape), shapes);
        Assert.Equal(shapes, node.Shapes);
        Assert.True(application.Operation.MultiplyAdds([.. application.Arguments.Select(a => a.Shape)]) >= 0);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Arguments_that_do_not_fit_are_refused_by_what_was_got_and_expected(string name)
    {
        foreach (var (operation, shapes) in Case(name).Refused)
        {
            var problem = Assert.Throws<ShapeException>(() => operation.InferShapes([.. shapes])).Problem;
            Assert.Contains("operation ", problem.Where, StringComparison.Ordinal);
            Assert.False(string.IsNullOrEmpty(problem.Got), problem.ToString());
            Assert.False(string.IsNullOrEmpty(problem.Expected), problem.ToString());
            Assert.Throws<ShapeException>(() => Node.Of(operation, [.. shapes.Select((s, i) => Expr.Input($"x{i}", s))]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void First_derivatives_agree_with_differences(string name) => ForCases(name, 30, (application, draws) =>
    {
        var inputs = Evaluator.Inputs(application.Arguments);
        CheckGradient(Weighted(application.Results(inputs), draws), inputs, application, draws, 1e-7);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Second_derivatives_agree_with_differences(string name) => ForCases(name, 15, (application, draws) =>
    {
        var inputs = Evaluator.Inputs(application.Arguments);
        if (inputs.Length == 0)
        {
            return;
        }
        var gradients = Gradients.Of(Weighted(application.Results(inputs), draws), [.. inputs]);
        CheckGradient(Weighted([.. gradients], draws), inputs, application, draws, 1e-6);
    });

    /// <summary>A random linear function of a random, not empty, choice of results, so that every pattern of adjoints is met.</summary>
    private static Expr Weighted(IReadOnlyList<Expr> results, Draws draws)
    {
        int always = draws.Integer(0, results.Count - 1);
        return Enumerable.Range(0, results.Count).Where(i => i == always || draws.Coin())
            .Select(i => (results[i] * Expr.Constant(draws.Normal(results[i].Shape))).Sum())
            .Aggregate((x, y) => x + y);
    }

    private static void CheckGradient(Expr scalar, Expr[] inputs, Application application, Draws draws, double tolerance)
    {
        var value = new Evaluator([scalar]);
        var gradients = new Evaluator(Gradients.Of(scalar, [.. inputs])).At(application.Arguments, application.Keys);
        for (int i = 0; i < inputs.Length; i++)
        {
            Assert.Equal(inputs[i].Shape, gradients[i].Shape);
            if (application.Fixed.Contains(i))
            {
                Assert.All(gradients[i].Doubles.ToArray(), g => Assert.Equal(0, g));
                continue;
            }
            for (int repeat = 0; repeat < 3; repeat++)
            {
                var direction = draws.Normal(inputs[i].Shape);
                double scale = gradients[i].Map(Math.Abs).Dot(direction.Map(Math.Abs));
                double expected = Differences.Along(x => value.At(x, application.Keys)[0].Doubles[0], application.Arguments, i, direction);
                double actual = gradients[i].Dot(direction);
                Assert.True(
                    Math.Abs(expected - actual) <= tolerance * (1 + scale),
                    $"{application.Operation}, argument {i} {inputs[i].Shape}: differences {expected:R}, derivative rule {actual:R}");
            }
        }
    }

    private static OperationCase Case(string name) => OperationCase.All.Single(c => c.Type.Name == name);

    private static void ForCases(string name, int count, Action<Application> check) =>
        ForCases(name, count, (application, _) => check(application));

    private static void ForCases(string name, int count, Action<Application, Draws> check) =>
        Law.Holds(FsCheck.Fluent.Gen.Choose(0, 1_000_000), seed =>
        {
            var draws = new Draws(seed);
            check(Case(name).Draw(draws), draws);
        }, count);
}
