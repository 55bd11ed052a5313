using System.Collections.Immutable;

namespace ProbBnn.Tensors;

/// <summary>Replaces composite operations of a program by their defaults in simpler operations.</summary>
public static class Expansion
{
    /// <summary>The program with some composites replaced; equal parts of their defaults are shared.</summary>
    /// <param name="program">A program.</param>
    /// <param name="expand">Which composites are replaced, by the shapes of their arguments.</param>
    public static Program Of(Program program, Func<Operation.Composite, ImmutableArray<Shape>, bool> expand)
    {
        bool Replaces(Instruction i) =>
            i.Operation is Operation.Composite c && expand(c, [.. i.Arguments.Select(a => program.Shapes[a])]);
        if (!program.Instructions.Any(Replaces))
        {
            return program;
        }
        var values = new Expr[program.Shapes.Length];
        foreach (var instruction in program.Instructions)
        {
            ImmutableArray<Expr> arguments = [.. instruction.Arguments.Select(a => values[a])];
            var results = Replaces(instruction)
                ? ((Operation.Composite)instruction.Operation).Expand(arguments)
                : Results(Node.Of(instruction.Operation, arguments));
            for (int i = 0; i < results.Length; i++)
            {
                if (instruction.Results[i] >= 0)
                {
                    values[instruction.Results[i]] = results[i];
                }
            }
        }
        return Of(Program.Build(
            program.Outputs.Select(o => (o.Name, values[o.Value])).ToArray(),
            program.Updates.Select(u => (values[program.Inputs[u.Input].Value], values[u.Value])).ToArray()), expand);
    }

    private static ImmutableArray<Expr> Results(Node node) => [.. Enumerable.Range(0, node.Shapes.Length).Select(i => node[i])];
}
