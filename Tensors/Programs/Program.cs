using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ProbBnn.Tensors;

/// <summary>
/// A typed list of instructions in single-assignment form: data, not code. Built from expressions with common subexpressions shared,
/// constants folded and dead code left out; engines compile it and never infer shapes.
/// </summary>
public sealed class Program
{
    internal Program(
        ImmutableArray<Instruction> instructions, ImmutableArray<Shape> shapes, ImmutableArray<Binding> inputs,
        ImmutableArray<KeyInput> keys, ImmutableArray<Binding> outputs, ImmutableArray<StateUpdate> updates)
    {
        Instructions = instructions;
        Shapes = shapes;
        Inputs = inputs;
        Keys = keys;
        Outputs = outputs;
        Updates = updates;
    }

    /// <summary>The instructions; every argument is defined before it is used. Inputs and constants are instructions too.</summary>
    public ImmutableArray<Instruction> Instructions { get; }

    /// <summary>The shape of every value.</summary>
    public ImmutableArray<Shape> Shapes { get; }

    /// <summary>Values given at run time, sorted by name.</summary>
    public ImmutableArray<Binding> Inputs { get; }

    /// <summary>Random keys given at run time, sorted by name.</summary>
    public ImmutableArray<KeyInput> Keys { get; }

    /// <summary>Values asked for, in the order given.</summary>
    public ImmutableArray<Binding> Outputs { get; }

    /// <summary>Inputs that the program replaces at the end of a run.</summary>
    public ImmutableArray<StateUpdate> Updates { get; }

    /// <summary>A program of named outputs, with no state.</summary>
    /// <param name="outputs">Names and expressions.</param>
    public static Program Of(params ReadOnlySpan<(string Name, Expr Value)> outputs) => Build(outputs, []);

    /// <summary>A program of named outputs that also replaces inputs by new values at the end of every run.</summary>
    /// <param name="outputs">Names and expressions.</param>
    /// <param name="updates">Input expressions and their new values.</param>
    /// <exception cref="Foundation.ShapeException">An input has two shapes, or a new value another shape than its input.</exception>
    /// <exception cref="ArgumentException">Two outputs have one name, or an input is updated twice, or no input is.</exception>
    public static Program Build(ReadOnlySpan<(string Name, Expr Value)> outputs, ReadOnlySpan<(Expr Input, Expr Value)> updates)
    {
        var builder = new ProgramBuilder();
        return builder.Build(outputs.ToArray(), updates.ToArray());
    }

    /// <summary>The position of an input.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public int Input(string name) => Find(Inputs.Select(i => i.Name), name, "input");

    /// <summary>The position of a key input.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public int Key(string name) => Find(Keys.Select(k => k.Name), name, "key input");

    /// <summary>The position of an output.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public int Output(string name) => Find(Outputs.Select(o => o.Name), name, "output");

    /// <summary>The shape of an input.</summary>
    /// <param name="input">Its position.</param>
    public Shape InputShape(int input) => Shapes[Inputs[input].Value];

    /// <summary>The shape of an output.</summary>
    /// <param name="output">Its position.</param>
    public Shape OutputShape(int output) => Shapes[Outputs[output].Value];

    /// <summary>Multiply-adds of one run at full capacity, leading terms.</summary>
    public long MultiplyAdds() => Instructions.Sum(MultiplyAddsOf);

    /// <summary>Nodes, multiply-adds and the bytes that live values need at most, operation by operation.</summary>
    /// <param name="type">The number format that bytes are counted in.</param>
    public string Explain(ElementType type = ElementType.Float64)
    {
        var text = new StringBuilder();
        int width = type == ElementType.Float64 ? 8 : 4;
        text.Append(CultureInfo.InvariantCulture, $"{Instructions.Length} nodes, {MultiplyAdds():N0} multiply-adds, ");
        text.AppendLine(CultureInfo.InvariantCulture, $"peak of live values {Liveness.PeakElements(this) * width / 1e6:N1} MB");
        foreach (var group in Instructions.GroupBy(i => i.Operation.Name).OrderByDescending(g => g.Sum(MultiplyAddsOf)))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {group.Key,-24} {group.Count(),6} nodes ");
            text.AppendLine(CultureInfo.InvariantCulture, $"{group.Sum(MultiplyAddsOf),18:N0} multiply-adds");
        }
        return text.ToString();
    }

    private long MultiplyAddsOf(Instruction instruction) =>
        instruction.Operation.MultiplyAdds([.. instruction.Arguments.Select(a => Shapes[a])]);

    private static int Find(IEnumerable<string> names, string name, string what)
    {
        int at = names.ToList().IndexOf(name);
        return at >= 0
            ? at
            : throw new ArgumentException($"The program has no {what} '{name}'; it has {string.Join(", ", names)}.", nameof(name));
    }
}
