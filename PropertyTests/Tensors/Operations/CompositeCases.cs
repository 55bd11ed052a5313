using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>
/// Composite operations against closed forms; sums of at most 4 points, 3 features and 3 weightings; conjugate updates of at most 2
/// tasks, samples and units, 0 to 3 points, fan-in 1 to 3; dense networks as <see cref="DenseOracle.Draw"/> says.
/// </summary>
internal static class CompositeCases
{
    public static OperationCase[] All { get; } =
    [
        OperationCase.Of<Operation.AdamStep>(d =>
        {
            var shape = d.Shape();
            var (x, m, v, g) = (d.Normal(shape), d.Normal(shape), d.Positive(shape), d.Normal(shape));
            double rate = 0.01 * d.Integer(1, 9), t = d.Integer(1, 50);
            double b1 = d.One(0.3, 0.5, 0.9), b2 = d.One(0.5, 0.99, 0.999), eps = d.One(1e-8, 0.1);
            Tensor[] Expected(ImmutableArray<Tensor> _)
            {
                double First(int i) => b1 * m.Doubles[i] + (1 - b1) * g.Doubles[i];
                double Second(int i) => b2 * v.Doubles[i] + (1 - b2) * g.Doubles[i] * g.Doubles[i];
                double Step(int i) => First(i) / (1 - Math.Pow(b1, t)) / (Math.Sqrt(Second(i) / (1 - Math.Pow(b2, t))) + eps);
                return
                [
                    Tensor.Generate(shape, i => x.Doubles[i] - rate * Step(i)),
                    Tensor.Generate(shape, First),
                    Tensor.Generate(shape, Second),
                ];
            }
            return new(new Operation.AdamStep(b1, b2, eps), [x, m, v, g, Tensor.Scalar(rate), Tensor.Scalar(t)], Expected)
            {
                Tolerance = 1e-11,
            };
        }) with
        {
            Refused =
            [
                (Adam, [[2], [2], [2], [3], [], []]), (Adam, [[2], [2, 1], [2], [2], [], []]), (Adam, [[2], [2], [2], [2], [2], []]),
                (Adam, [[2], [2], [2], [2], [], [2]]),
            ],
        },
        OperationCase.Of<Operation.WeightedGram>(d =>
        {
            var batch = d.Shape(mostRank: 2);
            var (n, k, u) = (d.Integer(0, 4), d.Integer(0, 3), d.Integer(0, 3));
            var features = d.Normal(d.BroadcastingTo(batch).Append([n, k]));
            var weights = d.Normal(d.BroadcastingTo(batch).Append([n, u]));
            Shape shape = Shape.Broadcast(features.Shape[..^2], weights.Shape[..^2], "test").Append([u, k * (k + 1) / 2]);
            double At(Tensor x, int[] i, int row, int column)
            {
                int rank = x.Shape.Rank - 2;
                return x.At([.. Enumerable.Range(0, rank).Select(a => x.Shape[a] == 1 ? 0 : i[i.Length - 2 - rank + a]), row, column]);
            }
            return new(Operation.WeightedGram.Instance, [features, weights], _ => [Arrays.Of(shape, i =>
            {
                int row = (int)((Math.Sqrt(8 * i[^1] + 1) - 1) / 2), column = i[^1] - row * (row + 1) / 2;
                return Enumerable.Range(0, n).Sum(p =>
                    At(weights, i, p, i[^2]) * At(features, i, p, row) * At(features, i, p, column));
            })]);
        }) with
        {
            Refused =
            [
                (Operation.WeightedGram.Instance, [[3, 2], [4, 2]]), (Operation.WeightedGram.Instance, [[3], [3, 2]]),
                (Operation.WeightedGram.Instance, [[2, 3, 2], [3, 3, 2]]),
            ],
        },
        OperationCase.Of<Operation.ConjugateUpdate>(d =>
        {
            var (update, problem) = Draw(d, 2, 3);
            return new(update, problem.Arguments, a => NaturalPosterior.Results(problem with { Arguments = a }, update.VarianceFloor))
            {
                Fixed = [ConjugateProblem.Counts],
                Tolerance = 1e-10,
            };
        }) with
        {
            Refused = [.. RefusedShapes.Select(shapes => ((Operation)Lower, shapes)), (Diagonal, Good)],
        },
        OperationCase.Of<Operation.ConjugateUpdateGradient>(d =>
        {
            var (update, problem) = Draw(d, 2, 2);
            var (b, s, u, _, k) = problem.Shape;
            var (weightBar, klBar) = (d.Normal([b, s, u, k]), d.Normal([b, s]));
            double Objective(IReadOnlyList<Tensor> a)
            {
                var results = NaturalPosterior.Results(problem with { Arguments = [.. a] }, update.VarianceFloor);
                return weightBar.Dot(results[0]) + klBar.Dot(results[1]);
            }
            return new(
                new Operation.ConjugateUpdateGradient(update),
                [.. problem.Arguments, weightBar, klBar],
                a => [.. Enumerable.Range(0, 5).Select(i => Differences.Gradient(Objective, a[..8], i))])
            {
                Fixed = [ConjugateProblem.Counts],
                Tolerance = 1e-6,
            };
        }) with
        {
            Refused =
            [
                .. RefusedShapes.Select(shapes => (LowerGradient, (Shape[])[.. shapes, [2, 3, 2, 3], [2, 3]])),
                (LowerGradient, [.. Good, [2, 3, 2, 2], [2, 3]]), (LowerGradient, [.. Good, [2, 3, 2, 3], [2]]),
            ],
        },
        OperationCase.Of<Operation.DenseNetwork>(d =>
        {
            var (network, arguments) = DenseOracle.Draw(d);
            return new(network, [.. arguments], a => [DenseOracle.Outputs(network, a)]);
        }) with
        {
            Refused =
            [
                (Dense, [GoodDense[0]]), (Dense, GoodDense[..2]), (Dense, [[3, 1, 4, 2], .. GoodDense[1..]]),
                (Dense, [[2, 2, 4, 2], .. GoodDense[1..]]), (Dense, [[2, 4, 2], .. GoodDense[1..]]),
                (Dense, [[2, 3, 4, 1], .. GoodDense[1..]]), (Dense, [GoodDense[0], [2, 3, 3, 3], [2, 3, 1, 4]]),
                (Dense, [.. GoodDense[..2], [2, 1, 1, 3]]), (Dense, [.. GoodDense[..2], [2, 3, 1, 2]]),
                (Dense, [GoodDense[0], [3, 2, 3], GoodDense[2]]), (Dense, [.. GoodDense[..2], [3, 1, 3]]),
            ],
        },
        OperationCase.Of<Operation.DenseNetworkGradient>(d =>
        {
            var (network, arguments) = DenseOracle.Draw(d);
            var outputBar = d.Normal(DenseOracle.Outputs(network, arguments).Shape);
            double Objective(IReadOnlyList<Tensor> a) => outputBar.Dot(DenseOracle.Outputs(network, a));
            Shape apart = arguments[0].Shape.With(1, arguments[1].Shape[1]);
            return new(
                new Operation.DenseNetworkGradient(network), [.. arguments, outputBar],
                a =>
                {
                    Tensor[] separate = [Arrays.Of(apart, i => a[0].At(i)), .. a.Skip(1).Take(arguments.Length - 1)];
                    return [.. Enumerable.Range(0, separate.Length).Select(i => Differences.Gradient(Objective, separate, i))];
                })
            {
                Tolerance = 1e-6,
            };
        }) with
        {
            Refused =
            [
                (DenseGradient, [.. GoodDense, [2, 3, 4, 2]]), (DenseGradient, [.. GoodDense, [2, 1, 4, 1]]),
                (DenseGradient, [[2, 3, 4, 1], .. GoodDense[1..], [2, 3, 4, 1]]),
            ],
        },
    ];

    private static Operation.DenseNetwork Dense => new([new DenseLayer(DenseActivation.Tanh, IsResidual: true)]);

    private static Operation DenseGradient => new Operation.DenseNetworkGradient(Dense);

    /// <summary>2 tasks, 3 samples, 4 points, 2 features and units, 1 output.</summary>
    private static Shape[] GoodDense => [[2, 1, 4, 2], [2, 3, 2, 3], [2, 3, 1, 3]];

    private static Operation Adam => new Operation.AdamStep(0.9, 0.999, 1e-8);

    private static Operation.ConjugateUpdate Lower => new(FactorStructure.Lower, ConjugateForm.Weights, 0);

    private static Operation LowerGradient => new Operation.ConjugateUpdateGradient(Lower);

    private static Operation.ConjugateUpdate Diagonal => new(FactorStructure.Diagonal, ConjugateForm.Weights, 0);

    /// <summary>2 tasks, 3 samples, 2 units, 4 points, fan-in 3, the factor a packed triangle.</summary>
    private static Shape[] Good => [[2, 3], [2, 6], [2, 3, 4, 2], [2, 3, 4, 2], [2, 3, 4, 2], [2], [2, 3, 2, 3], [2, 3, 2, 4]];

    /// <summary>Each argument in turn of a wrong shape.</summary>
    private static Shape[][] RefusedShapes =>
    [
        [[3, 3], .. Good[1..]], [.. Good[..1], [2, 3], .. Good[2..]], [.. Good[..2], [2, 3, 4, 3], .. Good[3..]],
        [.. Good[..2], [1, 3, 4, 2], .. Good[3..]], [.. Good[..2], [2, 3, 1, 2], .. Good[3..]], [.. Good[..3], [2, 3, 4, 1], .. Good[4..]],
        [.. Good[..4], [2, 3, 4], .. Good[5..]], [.. Good[..4], [2, 2, 4, 2], .. Good[5..]], [.. Good[..5], [1], .. Good[6..]],
        [.. Good[..6], [2, 3, 2], .. Good[7..]], [.. Good[..7], [2, 3, 1, 4]], [.. Good[..7], [2, 3, 2]], [[1, 2], .. Good[1..]],
    ];

    private static (Operation.ConjugateUpdate Update, ConjugateProblem Problem) Draw(Draws d, int most, int mostPoints)
    {
        var structure = d.One(FactorStructure.Diagonal, FactorStructure.Lower);
        var update = new Operation.ConjugateUpdate(
            structure, d.One(ConjugateForm.Cheapest, ConjugateForm.Weights, ConjugateForm.Points), d.One(0, 1e-6, 0.3));
        var shape = ConjugateProblem.DrawShape(d, most, most, most, mostPoints, 3);
        return (update, ConjugateProblem.Draw(d, shape, structure, d.Integer(0, ConjugateProblem.SharingPatterns - 1)));
    }
}
