using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// A program on its way to being compiled. Values are numbers; inputs and constants are values without a line. Every pass of the compiler
/// is a function from listings to listings.
/// </summary>
/// <param name="Lines">What is computed, in order.</param>
/// <param name="Shapes">The shape of every value.</param>
/// <param name="Roots">For every value, the value in whose memory it lies: itself, or what it is another view of.</param>
/// <param name="Constants">Values that are fixed.</param>
/// <param name="Inputs">For every input of the program, its value.</param>
/// <param name="Outputs">For every output of the program, its value.</param>
/// <param name="Updates">Inputs that are replaced at the end of a run, with their new values.</param>
internal sealed record Listing(
    ImmutableArray<Line> Lines, ImmutableArray<Shape> Shapes, ImmutableArray<int> Roots, ImmutableDictionary<int, Tensor> Constants,
    ImmutableArray<int> Inputs, ImmutableArray<int> Outputs, ImmutableArray<StateUpdate> Updates)
{
    /// <summary>The listing of a program.</summary>
    /// <param name="program">The program as its user knows it: its inputs are numbered as there.</param>
    /// <param name="expanded">The same program with composites replaced; its inputs may be fewer.</param>
    public static Listing Of(Program program, Program expanded)
    {
        var (inputs, shapes) = Expansion.InputsOf(program, expanded);
        var lines = expanded.Instructions.Where(i => i.Operation is not (Operation.Input or Operation.Constant))
            .Select(i => new Line(i.Operation, i.Arguments, i.Results));
        var constants = expanded.Instructions.Where(i => i.Operation is Operation.Constant)
            .ToImmutableDictionary(i => i.Results[0], i => ((Operation.Constant)i.Operation).Value);
        return new Listing(
            [.. lines], shapes, [.. Enumerable.Range(0, shapes.Length)], constants, inputs,
            [.. expanded.Outputs.Select(o => o.Value)],
            [.. expanded.Updates.Select(u => u with { Input = program.Input(expanded.Inputs[u.Input].Name) })]);
    }

    /// <summary>A line in words: its operation, and the shapes of what it takes and of what it makes.</summary>
    /// <param name="line">Number of the line.</param>
    public string Describe(int line)
    {
        var (operation, arguments, results) = Lines[line];
        return $"{operation.Name} {string.Join(' ', arguments.Select(a => Shapes[a]))} -> "
            + string.Join(' ', results.Where(r => r >= 0).Select(r => Shapes[r]));
    }

    /// <summary>The line that defines every value; -1 for inputs and constants.</summary>
    public int[] Definitions()
    {
        var definitions = new int[Shapes.Length];
        Array.Fill(definitions, -1);
        for (int i = 0; i < Lines.Length; i++)
        {
            foreach (int result in Lines[i].Results)
            {
                if (result >= 0)
                {
                    definitions[result] = i;
                }
            }
        }
        return definitions;
    }

    /// <summary>
    /// For every value that is a root, the last line that uses it or a view of it; the number of lines for outputs and new values of state.
    /// </summary>
    public int[] LastUses()
    {
        var last = Definitions();
        for (int i = 0; i < Lines.Length; i++)
        {
            foreach (int argument in Lines[i].Arguments)
            {
                last[Roots[argument]] = i;
            }
        }
        foreach (int value in Outputs.Concat(Updates.Select(u => u.Value)))
        {
            last[Roots[value]] = Lines.Length;
        }
        return last;
    }

    /// <summary>The last line at which a run may end with an error; -1 if there is none.</summary>
    public int LastToFail()
    {
        int last = Lines.Length - 1;
        while (last >= 0 && !Lines[last].MayFail)
        {
            last--;
        }
        return last;
    }

    /// <summary>This listing without the lines whose results nothing uses.</summary>
    public Listing WithoutDeadLines()
    {
        var used = new HashSet<int>(Outputs.Concat(Updates.Select(u => u.Value)).Select(v => Roots[v]));
        var kept = new List<Line>();
        foreach (var line in Lines.Reverse())
        {
            if (line.Results.Any(r => r >= 0 && used.Contains(r)))
            {
                kept.Add(line);
                used.UnionWith(line.Arguments.Select(a => Roots[a]));
            }
        }
        kept.Reverse();
        return this with { Lines = [.. kept] };
    }

    /// <summary>This listing with another line in a place.</summary>
    /// <param name="at">The place.</param>
    /// <param name="line">The line.</param>
    public Listing WithLine(int at, Line line) => this with { Lines = Lines.SetItem(at, line) };

    /// <summary>This listing with one more value.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="value">Its number.</param>
    public Listing WithValue(Shape shape, out int value)
    {
        value = Shapes.Length;
        return this with { Shapes = Shapes.Add(shape), Roots = Roots.Add(value) };
    }
}
