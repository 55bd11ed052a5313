using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Functions drawn from the prior that a description starts with; needs no inference networks and no training.</summary>
public static class PriorPredictive
{
    /// <summary>Draws functions, in scaled units.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="model">The description.</param>
    /// <param name="inputs">Scaled inputs, row-major [points, inputs].</param>
    /// <param name="keys">One key for each function.</param>
    /// <param name="start">The key of the parameters' start.</param>
    /// <returns>[functions, points, outputs]; logits for a Bernoulli likelihood.</returns>
    public static double[,,] Draw(IEngine engine, BnnModel model, ReadOnlySpan<double> inputs, ReadOnlySpan<RandomKey> keys,
        RandomKey start)
    {
        int points = inputs.Length / model.Inputs;
        var lowered = LoweredModel.Of(model, Enumerable.Repeat(1.0, model.Outputs).ToArray());
        lowered = lowered.With(ParameterSet.Start(lowered.Parameters, start));
        var x = Expr.Input("points", [1, points, model.Inputs]);
        var program = Program.Of(("f", FunctionPass.Run(model, x, PriorPass.Run(lowered, 1, keys.Length).Weights).Outputs));
        using var executable = engine.Compile(program);
        using var session = executable.Rent();
        session.Write(program.Input("points"), inputs);
        session.WriteKeys(0, keys);
        session.Run();
        var values = new double[program.OutputShape(0).Size];
        session.Read(0, values);
        var functions = new double[keys.Length, points, model.Outputs];
        Buffer.BlockCopy(values, 0, functions, 0, values.Length * sizeof(double));
        return functions;
    }
}
