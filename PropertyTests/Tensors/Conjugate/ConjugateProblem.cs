using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>
/// The arguments of one conjugate update: prior mean, prior factor, features, pseudo-targets, pseudo-log-noise, counts, noise of the
/// weights and noise of the points.
/// </summary>
internal sealed record ConjugateProblem(FactorStructure Structure, ImmutableArray<Tensor> Arguments)
{
    /// <summary>What computes; the Reference engine unless set.</summary>
    public IEngine Engine { get; init; } = new ReferenceEngine();

    /// <summary>The number of sharing patterns: one bit for each dimension that may be 1.</summary>
    public const int SharingPatterns = 256;

    public const int Mean = 0, Factor = 1, Features = 2, Targets = 3, LogNoise = 4, Counts = 5, WeightNoise = 6, PointNoise = 7;

    public ConjugateShape Shape => ConjugateShape.Of(Structure, [.. Arguments.Select(a => a.Shape)]);

    /// <summary>
    /// A random problem; bits of sharing, from the lowest: mean units, factor units, features samples, targets samples, and of the log
    /// noise tasks, samples, points, units.
    /// </summary>
    public static ConjugateProblem Draw(Draws d, ConjugateShape shape, FactorStructure structure, int sharing = 0, int[]? counts = null)
    {
        var (b, s, u, n, k) = shape;
        int Or1(int bit, int size) => (sharing >> bit & 1) == 1 ? 1 : size;
        counts ??= [.. Enumerable.Range(0, b).Select(_ => d.Integer(0, n))];
        var factor = structure == FactorStructure.Diagonal
            ? d.Positive([Or1(1, u), k])
            : PackedFactor(d, Or1(1, u), k);
        return new(structure,
        [
            d.Normal([Or1(0, u), k]), factor, d.Normal([b, Or1(2, s), n, k - 1]), d.Normal([b, Or1(3, s), n, u]),
            d.Normal([Or1(4, b), Or1(5, s), Or1(6, n), Or1(7, u)], 0.7, -0.5),
            Tensor.Generate([b], task => counts[task]), d.Normal([b, s, u, k]), d.Normal([b, s, u, n]),
        ]);
    }

    /// <summary>Sizes drawn up to the given ones, each at least 1 but for the number of points.</summary>
    public static ConjugateShape DrawShape(Draws d, int tasks, int samples, int units, int points, int fanIn) =>
        new(d.Integer(1, tasks), d.Integer(1, samples), d.Integer(1, units), d.Integer(0, points), d.Integer(1, fanIn));

    public ConjugateProblem With(int argument, Tensor value) => this with { Arguments = Arguments.SetItem(argument, value) };

    /// <summary>Weights, KL, outputs at the context points and posterior mean.</summary>
    public Tensor[] Run(ConjugateForm form, double floor = 0)
    {
        var inputs = Evaluator.Inputs(Arguments);
        var node = Node.Of(new Operation.ConjugateUpdate(Structure, form, floor), [.. inputs]);
        return new Evaluator(Enumerable.Range(0, 4).Select(i => node[i]), Engine).At(Arguments);
    }

    /// <summary>
    /// The gradients of all arguments for random adjoints of weights, KL and outputs, which depend on the seed and the indices alone.
    /// </summary>
    public Tensor[] Gradients(ConjugateForm form, double floor = 0, bool expanded = false) => Gradients(form, floor, Adjoints(), expanded);

    /// <summary>
    /// The gradients of all arguments for the given adjoints of weights, KL and outputs, from the closed form or by the default.
    /// </summary>
    public Tensor[] Gradients(ConjugateForm form, double floor, Tensor[] adjoints, bool expanded = false)
    {
        var inputs = Evaluator.Inputs(Arguments);
        var update = new Operation.ConjugateUpdate(Structure, form, floor);
        var node = Node.Of(update, [.. inputs]);
        ImmutableArray<Expr> results = expanded ? update.Expand([.. inputs]) : [node[0], node[1], node[2]];
        var total = adjoints.Select((bar, i) => (results[i] * Expr.Constant(bar)).Sum()).Aggregate((x, y) => x + y);
        return new Evaluator(ProbBnn.Tensors.Gradients.Of(total, [.. inputs]), Engine).At(Arguments);
    }

    /// <summary>Adjoints of weights, KL and outputs; an element depends on its indices alone, so that padding changes none.</summary>
    public Tensor[] Adjoints()
    {
        var (b, s, u, n, k) = Shape;
        static double At(int[] index) => Math.Sin(index.Aggregate(1.3, (hash, i) => 1.7 * hash + 0.61 * i));
        return [Arrays.Of([b, s, u, k], At), Arrays.Of([b, s], At), Arrays.Of([b, s, n, u], At)];
    }

    /// <summary>The problem of one task alone, its capacity cut to its number of points.</summary>
    public ConjugateProblem Task(int task)
    {
        int count = (int)Arguments[Counts].Doubles[task];
        Tensor Cut(int argument)
        {
            var x = Arguments[argument];
            if (argument is Mean or Factor)
            {
                return x;
            }
            bool isNoise = argument == LogNoise;
            int points = argument switch { Features or Targets or LogNoise => 2, PointNoise => 3, _ => -1 };
            var shape = isNoise && x.Shape[0] == 1 ? x.Shape : x.Shape.With(0, 1);
            shape = points < 0 || (isNoise && x.Shape[2] == 1) ? shape : shape.With(points, count);
            return Arrays.Of(shape, i => x.At([task, .. i[1..]]));
        }
        return this with { Arguments = [.. Enumerable.Range(0, Arguments.Length).Select(Cut)] };
    }

    private static Tensor PackedFactor(Draws d, int units, int order)
    {
        var noise = d.Normal([units, order * (order + 1) / 2], 0.5);
        HashSet<int> diagonal = [.. Enumerable.Range(0, order).Select(row => row * (row + 1) / 2 + row)];
        return Arrays.Of(noise.Shape, i => diagonal.Contains(i[1]) ? 0.3 + Math.Abs(noise.At(i)) : noise.At(i));
    }
}
