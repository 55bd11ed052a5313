using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>
/// A random directed acyclic graph of elementwise operations on vectors of three elements, evaluated here by plain loops and hashed here by
/// structure: what a program of the same graph must compute, and how many instructions it must have.
/// A sum with zeros is no instruction.
/// </summary>
internal sealed class Sketch
{
    private const int Length = 3;

    private static readonly (string Name, Func<Expr, Expr, Expr> Build, Func<double, double, double> Value)[] Kinds =
    [
        ("add", (a, b) => a + b, (a, b) => a + b),
        ("subtract", (a, b) => a - b, (a, b) => a - b),
        ("multiply", (a, b) => a * b, (a, b) => a * b),
        ("maximum", Expr.Maximum, Math.Max),
        ("tanh", (a, _) => a.Tanh(), (a, _) => Math.Tanh(a)),
        ("sin", (a, _) => a.Sin(), (a, _) => Math.Sin(a)),
        ("relu", (a, _) => a.Relu(), (a, _) => a > 0 ? a : 0),
        ("negate", (a, _) => -a, (a, _) => -a),
    ];

    private readonly List<Vertex> vertices = [];

    public Sketch(Draws draws, int size)
    {
        for (int i = 0; i < 3; i++)
        {
            double[] value = [.. draws.Normal([Length]).Doubles];
            vertices.Add(new($"x{i}", vertices.Count, Expr.Input($"x{i}", [Length]), value, []) { IsInput = true });
        }
        for (int i = 0; i < 3; i++)
        {
            double[] value = [.. draws.Normal([Length]).Doubles];
            vertices.Add(new(Text(value), vertices.Count, Expr.Constant(Tensor.Of([Length], value)), value, []) { IsConstant = true });
        }
        for (int i = 0; i < size; i++)
        {
            Grow(draws);
        }
        Outputs = [.. Enumerable.Range(0, draws.Integer(1, 4)).Select(_ => vertices[draws.Integer(0, vertices.Count - 1)])];
    }

    public Vertex[] Outputs { get; }

    public Dictionary<string, Tensor> Inputs => vertices.Where(v => v.IsInput).ToDictionary(v => v.Key, v => Tensor.Of([Length], v.Value));

    /// <summary>
    /// How many instructions are left: what the outputs reach through vertices that are not constant, each structure once.
    /// </summary>
    public int DistinctInstructions()
    {
        var seen = new HashSet<string>();
        var open = new Stack<Vertex>(Outputs);
        while (open.TryPop(out var vertex))
        {
            if (seen.Add(vertex.Key) && !vertex.IsConstant)
            {
                foreach (var argument in vertex.Arguments)
                {
                    open.Push(argument);
                }
            }
        }
        return seen.Count;
    }

    private static string Text(double[] value) => "constant " + string.Join(' ', value.Select(BitConverter.DoubleToInt64Bits));

    private void Grow(Draws draws)
    {
        var (name, build, value) = Kinds[draws.Integer(0, Kinds.Length - 1)];
        Vertex a = vertices[draws.Integer(0, vertices.Count - 1)], b = vertices[draws.Integer(0, vertices.Count - 1)];
        double[] values = [.. a.Value.Zip(b.Value, value)];
        bool unary = name is "tanh" or "sin" or "relu" or "negate";
        Vertex[] arguments = unary ? [a] : [a, b];
        bool constant = arguments.All(v => v.IsConstant);
        if (name == "add" && !constant && arguments.FirstOrDefault(v => v.IsConstant && v.Value.All(x => x == 0)) is { } zero)
        {
            var other = arguments.Single(v => v != zero);
            vertices.Add(other with { Expression = build(a.Expression, b.Expression), IsInput = false });
            return;
        }
        string key = constant ? Text(values) : $"{name}({string.Join(",", arguments.Select(v => v.Id))})";
        int id = vertices.FirstOrDefault(v => v.Key == key)?.Id ?? vertices.Count;
        vertices.Add(new(key, id, build(a.Expression, b.Expression), values, arguments) { IsConstant = constant });
    }

    /// <summary>One vertex; vertices of equal structure, or constants of equal bits, have one key and number.</summary>
    internal sealed record Vertex(string Key, int Id, Expr Expression, double[] Value, Vertex[] Arguments)
    {
        public bool IsInput { get; init; }

        public bool IsConstant { get; init; }
    }
}
