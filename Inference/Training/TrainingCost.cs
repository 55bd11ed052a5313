using System.Collections.Immutable;
using ProbBnn.Dsl;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>What training takes, known before it begins.</summary>
/// <param name="Parameters">Number of learned parameters, by what they belong to.</param>
/// <param name="StateBytes">Bytes of parameters and the optimiser's two moments, as files hold them.</param>
/// <param name="ContextPoints">Most context points of a task in a step.</param>
/// <param name="TargetPoints">Most target points of a task in a step.</param>
/// <param name="MultiplyAdds">Multiply-adds of a step at that size, leading terms.</param>
/// <param name="SessionBytes">Bytes that the engine holds for the steps.</param>
/// <param name="Program">The program of a step in numbers: nodes, multiply-adds, live bytes.</param>
public sealed record TrainingCost(
    ImmutableSortedDictionary<ParameterRole, long> Parameters, long StateBytes, int ContextPoints, int TargetPoints, long MultiplyAdds,
    long SessionBytes, string Program)
{
    private const int BytesOfNumber = 8, ArraysOfState = 3;

    /// <summary>The cost of training a model, after all its parameters have been released.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="model">The description, with a pseudo-likelihood.</param>
    /// <param name="objective">What is maximised.</param>
    /// <param name="options">How.</param>
    /// <param name="points">Number of points of the largest task, at least 2.</param>
    /// <exception cref="Foundation.ModelException">The model has no pseudo-likelihood.</exception>
    /// <exception cref="Foundation.OptionException">An option is outside its range.</exception>
    public static TrainingCost Of(IEngine engine, BnnModel model, Objective objective, FitOptions options, int points)
    {
        options.Validated();
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var lowered = LoweredModel.Of(model, Enumerable.Repeat(1.0, model.Outputs).ToArray());
        var shape = BatchShape.For(points, options.BatchTasks, objective, options);
        var program = TrainingPrograms.Step(lowered, objective, shape, lowered.Parameters, options.ClipNorm);
        using var executable = engine.Compile(program);
        var sizes = lowered.Parameters.GroupBy(p => p.Role).ToImmutableSortedDictionary(g => g.Key, g => g.Sum(p => (long)p.Shape.Size));
        return new TrainingCost(
            sizes, ArraysOfState * BytesOfNumber * sizes.Values.Sum(), shape.Context, shape.Target, program.MultiplyAdds(),
            executable.SessionBytes, program.Explain(engine.ElementType));
    }
}
