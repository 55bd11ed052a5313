// Tasks are independent given the prior: an update of some of them is the update of each part, and the adjoints of what tasks share are
// sums over the parts.
using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>Does conjugate updates part by part, some tasks at a time, where all at once would make tensors beyond a size.</summary>
internal static class TaskParts
{
    /// <summary>Elements of the largest tensor of a part, unless one task alone has more: a GPU is filled many times over.</summary>
    public const long Largest = 1L << 29;

    private const int PriorArguments = 2;

    /// <summary>The program with such updates in parts.</summary>
    /// <param name="program">A program, its composites in place.</param>
    /// <param name="largest">Elements of the largest tensor of a part.</param>
    public static Program Split(Program program, long largest = Largest) => Rewriting.Of(program, (instruction, arguments) =>
    {
        var (update, isGradient) = instruction.Operation switch
        {
            Operation.ConjugateUpdate u => (u, false),
            Operation.ConjugateUpdateGradient g => (g.Update, true),
            _ => (null, false),
        };
        if (update is null)
        {
            return null;
        }
        var shape = ConjugateShape.Of(update.Structure, [.. arguments[..8].Select(a => a.Shape)]);
        long parts = Math.Min(shape.Tasks, ((Elements(update, arguments) - 1) / largest) + 1);
        return parts <= 1 ? null : Parts(instruction.Operation, arguments, shape.Tasks, (int)parts, isGradient);
    });

    /// <summary>Elements of the largest tensor that an update makes.</summary>
    private static long Elements(Operation.ConjugateUpdate update, ImmutableArray<Expr> arguments)
    {
        ImmutableArray<Shape> shapes = [.. arguments[..8].Select(a => a.Shape)];
        var (b, s, u, n, k) = ConjugateShape.Of(update.Structure, shapes);
        return Math.Max(1, (long)b * s * u * n * (SharedPrior.Fits(update, shapes) ? n : k));
    }

    private static ImmutableArray<Expr> Parts(
        Operation operation, ImmutableArray<Expr> arguments, int tasks, int parts, bool isGradient)
    {
        var nodes = Enumerable.Range(0, parts).Select(part =>
        {
            int from = (int)((long)tasks * part / parts), to = (int)((long)tasks * (part + 1) / parts);
            return Node.Of(operation, [.. arguments.Select((a, i) => i < PriorArguments || a.Shape[0] != tasks ? a : a.Slice(0, from, to - from))]);
        }).ToArray();
        return [.. Enumerable.Range(0, nodes[0].Shapes.Length).Select(Joined)];

        Expr Joined(int result)
        {
            var results = nodes.Select(node => node[result]);
            bool isShared = isGradient && (result < PriorArguments || arguments[result].Shape[0] != tasks);
            return isShared ? results.Aggregate((a, b) => a + b) : Expr.Concat(0, [.. results]);
        }
    }
}
