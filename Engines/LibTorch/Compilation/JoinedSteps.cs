// Many small parameters are one long one to Adam: their parts end to end go through one step, and are cut apart again.
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>Joins the optimiser's steps of small parameters, which cost a device little but their number.</summary>
internal static class JoinedSteps
{
    private const int LargestJoined = 1 << 16, Tensors = 4;

    /// <summary>The program with such steps joined.</summary>
    /// <param name="program">A program, its composites in place.</param>
    public static Program Join(Program program)
    {
        var read = program.Instructions.SelectMany(i => i.Arguments).ToHashSet();
        var joined = program.Instructions
            .Where(i => i.Operation is Operation.AdamStep && program.Shapes[i.Arguments[0]].Size is > 0 and <= LargestJoined
                && !i.Results.Any(read.Contains))
            .GroupBy(i => (i.Operation, Rate: i.Arguments[4], Count: i.Arguments[5]))
            .Where(g => g.Count() > 1).Select(g => g.ToArray()).ToArray();
        if (joined.Length == 0)
        {
            return program;
        }
        var values = new Expr[program.Shapes.Length];
        foreach (var instruction in program.Instructions.Except(joined.SelectMany(g => g)))
        {
            Keep(values, instruction, Node.Of(instruction.Operation, [.. instruction.Arguments.Select(a => values[a])]));
        }
        foreach (var group in joined)
        {
            Step(values, group);
        }
        return Rewriting.Build(program, values);
    }

    private static void Step(Expr[] values, Instruction[] group)
    {
        var flat = Enumerable.Range(0, Tensors).Select(a => Expr.Concat(
            0, [.. group.Select(i => values[i.Arguments[a]]).Select(x => x.Reshape([x.Shape.Size]))]));
        var step = Node.Of(group[0].Operation, [.. flat, values[group[0].Arguments[4]], values[group[0].Arguments[5]]]);
        int start = 0;
        foreach (var instruction in group)
        {
            Shape shape = values[instruction.Arguments[0]].Shape;
            for (int result = 0; result < instruction.Results.Count; result++)
            {
                if (instruction.Results[result] >= 0)
                {
                    values[instruction.Results[result]] = step[result].Slice(0, start, shape.Size).Reshape(shape);
                }
            }
            start += shape.Size;
        }
    }

    private static void Keep(Expr[] values, Instruction instruction, Node node)
    {
        for (int i = 0; i < instruction.Results.Count; i++)
        {
            if (instruction.Results[i] >= 0)
            {
                values[instruction.Results[i]] = node[i];
            }
        }
    }
}
