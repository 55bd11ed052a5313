using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>
/// The closed-form reverse mode against automatic differentiation of the default, element by element, for every one of the 256 ways to
/// share dimensions, both factor structures, both forms and variance floors 0 and 1e-6 (2,048 combinations; 2 tasks, samples and units,
/// capacities of 0 to 4 points with random counts, fan-in 1 to 4); and against differences for every way to share.
/// </summary>
public class ConjugateGradientTests
{
    [Fact]
    public void The_closed_form_is_the_derivative_of_the_default_for_every_way_to_share()
    {
        for (int sharing = 0; sharing < ConjugateProblem.SharingPatterns; sharing++)
        {
            var draws = new Draws(sharing);
            foreach (var structure in Enum.GetValues<FactorStructure>())
            {
                var shape = new ConjugateShape(2, 2, 2, draws.Integer(0, 4), draws.Integer(1, 4));
                var problem = ConjugateProblem.Draw(draws, shape, structure, sharing);
                foreach (var form in new[] { ConjugateForm.Weights, ConjugateForm.Points })
                {
                    foreach (double floor in new[] { 0, 1e-6 })
                    {
                        Tensor[] closed = problem.Gradients(form, floor), automatic = problem.Gradients(form, floor, expanded: true);
                        string what = $"{structure} {form} floor {floor} sharing {sharing} argument";
                        Assert.All(Enumerable.Range(0, closed.Length), i => Arrays.Near(automatic[i], closed[i], 1e-10, $"{what} {i}"));
                    }
                }
            }
        }
    }

    [Fact]
    public void The_closed_form_agrees_with_differences_for_every_way_to_share()
    {
        for (int sharing = 0; sharing < ConjugateProblem.SharingPatterns; sharing++)
        {
            var draws = new Draws(1000 + sharing);
            var structure = draws.One(FactorStructure.Diagonal, FactorStructure.Lower);
            var problem = ConjugateProblem.Draw(
                draws, new ConjugateShape(2, 2, 2, draws.Integer(0, 4), draws.Integer(1, 4)), structure, sharing);
            var form = draws.One(ConjugateForm.Weights, ConjugateForm.Points);
            double floor = draws.One(0, 1e-6, 0.3);
            Tensor[] adjoints = problem.Adjoints(), gradients = problem.Gradients(form, floor);
            double Objective(IReadOnlyList<Tensor> arguments)
            {
                var results = NaturalPosterior.Results(problem with { Arguments = [.. arguments] }, floor);
                return adjoints.Select((bar, i) => bar.Dot(results[i])).Sum();
            }
            for (int i = 0; i < gradients.Length; i++)
            {
                if (i == ConjugateProblem.Counts)
                {
                    continue;
                }
                var direction = draws.Normal(problem.Arguments[i].Shape);
                double expected = Differences.Along(Objective, problem.Arguments, i, direction);
                double scale = 1 + gradients[i].Map(Math.Abs).Dot(direction.Map(Math.Abs));
                string what = $"{structure} {form} sharing {sharing} argument {i}";
                Arrays.Near(expected / scale, gradients[i].Dot(direction) / scale, 1e-7, what);
            }
        }
    }

    [Fact]
    public void Arguments_that_depend_on_each_other_or_repeat_are_counted_once() => ConjugateCases.Hold(20, (problem, draws) =>
    {
        // Pseudo-targets and pseudo-noise computed from the features, as an inference net that sees activations does.
        var (b, s, u, n, k) = problem.Shape with { FanIn = problem.Shape.Units + 1 };
        var shape = new ConjugateShape(b, s, u, n, k);
        var other = ConjugateProblem.Draw(draws, shape, problem.Structure);
        var x = Evaluator.Inputs(other.Arguments);
        var net = x[ConjugateProblem.Features].Tanh();
        var update = new Operation.ConjugateUpdate(problem.Structure, ConjugateForm.Weights, 0);
        var node = Node.Of(update, x[0], x[1], x[2], net, net, x[5], x[6], x[7]);
        var seeds = Enumerable.Range(0, 4).Select(i => Expr.Constant(draws.Normal(node.Shapes[i]))).ToArray();
        var total = seeds.Select((seed, i) => (node[i] * seed).Sum()).Aggregate((p, q) => p + q);
        var gradient = new Evaluator(Gradients.Of(total, x[2])).At(other.Arguments)[0];
        var value = new Evaluator([total]);
        var direction = draws.Normal(gradient.Shape);
        double scale = 1 + gradient.Map(Math.Abs).Dot(direction.Map(Math.Abs));
        double expected = Differences.Along(a => value.At(a)[0].Doubles[0], other.Arguments, 2, direction);
        Arrays.Near(expected / scale, gradient.Dot(direction) / scale, 1e-7);
    });
}
