using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>Random conjugate updates and their reverse modes.</summary>
internal static class ConjugateCases
{
    public static OperationCase Update(Dice d)
    {
        var (update, arguments) = Arguments(d);
        return OperationCase.Of(update, arguments) with { Conditioning = 300 };
    }

    public static OperationCase Gradient(Dice d)
    {
        var (update, arguments) = Arguments(d);
        var results = update.InferShapes([.. arguments.Select(a => a.Shape)]);
        return OperationCase.Of(
            new Operation.ConjugateUpdateGradient(update), [.. arguments, d.Normals(results[0]), d.Normals(results[1])]) with
        { Conditioning = 3000 };
    }

    public static (Operation.ConjugateUpdate Update, Tensor[] Arguments) Arguments(Dice d)
    {
        int b = d.Between(1, 3), s = d.Between(1, 3), u = d.Between(1, 4), n = d.Between(0, 9), k = d.Between(1, 9);
        var structure = d.Of(FactorStructure.Diagonal, FactorStructure.Lower);
        int packed = structure == FactorStructure.Lower ? k * (k + 1) / 2 : k;
        int Maybe(int full) => d.Chance(0.3) ? 1 : full;
        var diagonal = Enumerable.Range(1, k).Select(row => (row * (row + 1) / 2) - 1).ToHashSet();
        var factor = Tensor.Generate(
            [Maybe(u), packed],
            i => structure == FactorStructure.Diagonal || diagonal.Contains(i % packed) ? 0.3 + Math.Abs(d.Normal()) : 0.3 * d.Normal());
        return (
            new Operation.ConjugateUpdate(
                structure, d.Of(ConjugateForm.Cheapest, ConjugateForm.Points, ConjugateForm.Weights), d.Of(0, 0.1)),
            [
                d.Normals([Maybe(u), k]), factor, d.Normals([b, Maybe(s), n, k - 1]), d.Normals([b, Maybe(s), n, u]),
                d.Normals([Maybe(b), Maybe(s), Maybe(n), Maybe(u)], 0.3), Tensor.Generate([b], _ => d.Between(0, n)),
                d.Normals([b, s, u, k]), d.Normals([b, s, u, n]),
            ]);
    }
}
