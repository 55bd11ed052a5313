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
        return program.Instructions.Any(Replaces)
            ? Of(Rewriting.Of(program, (i, arguments) => Replaces(i) ? ((Operation.Composite)i.Operation).Expand(arguments) : null), expand)
            : program;
    }

    /// <summary>Where the inputs of a program are found in another that stands for it and may have fewer of them.</summary>
    /// <param name="program">The program as its user knows it.</param>
    /// <param name="rewritten">The other program; its inputs have the same names.</param>
    /// <returns>For every input of the program its value in the other, and the shapes of that one's values: those of inputs that it does
    /// without come after its own.</returns>
    public static (ImmutableArray<int> Inputs, ImmutableArray<Shape> Shapes) InputsOf(Program program, Program rewritten)
    {
        var shapes = rewritten.Shapes.ToBuilder();
        var byName = rewritten.Inputs.ToDictionary(i => i.Name, i => i.Value);
        var inputs = ImmutableArray.CreateBuilder<int>(program.Inputs.Length);
        for (int i = 0; i < program.Inputs.Length; i++)
        {
            if (!byName.TryGetValue(program.Inputs[i].Name, out int value))
            {
                value = shapes.Count;
                shapes.Add(program.InputShape(i));
            }
            inputs.Add(value);
        }
        return (inputs.ToImmutable(), shapes.ToImmutable());
    }
}
