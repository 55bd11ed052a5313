using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Expressions of the inputs x0, x1, .. as a function of tensors, on an engine.</summary>
internal sealed class Evaluator
{
    private readonly Program program;
    private readonly IEngine engine;

    public Evaluator(IEnumerable<Expr> outputs, IEngine? engine = null)
    {
        program = Program.Of([.. outputs.Select((value, i) => ($"y{i}", value))]);
        this.engine = engine ?? new ReferenceEngine();
    }

    public static Expr[] Inputs(IEnumerable<Tensor> values) => [.. values.Select((value, i) => Expr.Input($"x{i}", value.Shape))];

    public Tensor[] At(IReadOnlyList<Tensor> arguments, RandomKey[]? keys = null)
    {
        var inputs = program.Inputs.ToDictionary(i => i.Name, i => arguments[int.Parse(i.Name[1..], null)]);
        var given = program.Keys.ToDictionary(k => k.Name, _ => keys!);
        var results = engine.Run(program, inputs, given);
        return [.. program.Outputs.Select(o => results[o.Name])];
    }

    /// <summary>The value of one expression without inputs.</summary>
    public static Tensor Value(Expr expression) => new Evaluator([expression]).At([])[0];
}
