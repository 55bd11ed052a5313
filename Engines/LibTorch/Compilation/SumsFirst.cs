// Over leading axes:  sum(-x) = -sum x;  sum(x + y) = sum x + sum y;  sum(lower x) = lower(sum x);  sum(pack x) = pack(sum x).
// A sum that reaches a matrix product becomes part of it (SummedProducts).
using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>Moves sums over leading axes towards the products they are of, so that less is stored.</summary>
internal static class SumsFirst
{
    /// <summary>The program with such sums moved.</summary>
    /// <param name="program">A program without composites.</param>
    public static Program Move(Program program)
    {
        if (!program.Instructions.Any(i => i.Operation is Operation.SumTo))
        {
            return program;
        }
        var uses = program.Instructions.SelectMany(i => i.Arguments).Concat(program.Outputs.Select(o => o.Value))
            .Concat(program.Updates.Select(u => u.Value)).CountBy(v => v).ToDictionary();
        var once = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        return Rewriting.Of(program, (instruction, arguments) =>
        {
            var result = instruction.Operation is Operation.SumTo sum
                ? Sum(arguments[0], sum.Target, once)
                : Node.Of(instruction.Operation, arguments)[0];
            if (uses.GetValueOrDefault(instruction.Results[0]) == 1)
            {
                once.Add(result.Node);
            }
            return [result];
        });
    }

    private static Expr Sum(Expr x, Shape target, HashSet<Node> once)
    {
        bool moves = once.Contains(x.Node) && target.Rank >= 2 && target[^1] == x.Shape[^1];
        var arguments = x.Node.Arguments;
        return x.Node.Operation switch
        {
            Operation.Negate when moves => -Sum(arguments[0], target, once),
            Operation.Add when moves && AreWhole(x) => Sum(arguments[0], target, once) + Sum(arguments[1], target, once),
            Operation.Subtract when moves && AreWhole(x) => Sum(arguments[0], target, once) - Sum(arguments[1], target, once),
            Operation.LowerTriangle when moves && target[^2] == x.Shape[^2] => Sum(arguments[0], target, once).LowerTriangle(),
            Operation.PackLower pack when moves =>
                Sum(arguments[0], target[..^1].Append([pack.Order, pack.Order]), once).PackLower(pack.Order),
            _ => x.SumTo(target),
        };
    }

    private static bool AreWhole(Expr x) => x.Node.Arguments.All(a => a.Shape.Equals(x.Shape));
}
