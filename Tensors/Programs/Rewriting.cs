using System.Collections.Immutable;

namespace ProbBnn.Tensors;

/// <summary>Programs made from programs, instruction by instruction.</summary>
public static class Rewriting
{
    /// <summary>The program with every instruction replaced by what a rule makes of it; equal parts are shared, and what nothing reads any
    /// more is gone.</summary>
    /// <param name="program">A program.</param>
    /// <param name="rule">An instruction and its arguments in the new program to its results there, of the same shapes; null leaves it as
    /// it is.</param>
    public static Program Of(Program program, Func<Instruction, ImmutableArray<Expr>, ImmutableArray<Expr>?> rule)
    {
        var values = new Expr[program.Shapes.Length];
        foreach (var instruction in program.Instructions)
        {
            ImmutableArray<Expr> arguments = [.. instruction.Arguments.Select(a => values[a])];
            var results = rule(instruction, arguments) ?? Results(Node.Of(instruction.Operation, arguments));
            for (int i = 0; i < results.Length; i++)
            {
                if (instruction.Results[i] >= 0)
                {
                    values[instruction.Results[i]] = results[i];
                }
            }
        }
        return Build(program, values);
    }

    /// <summary>The program whose outputs and updates are those of another, as expressions.</summary>
    /// <param name="program">The other program.</param>
    /// <param name="values">For every value of it that is an input, an output or an update, its expression.</param>
    public static Program Build(Program program, Expr[] values) => Program.Build(
        program.Outputs.Select(o => (o.Name, values[o.Value])).ToArray(),
        program.Updates.Select(u => (values[program.Inputs[u.Input].Value], values[u.Value])).ToArray());

    private static ImmutableArray<Expr> Results(Node node) => [.. Enumerable.Range(0, node.Shapes.Length).Select(i => node[i])];
}
