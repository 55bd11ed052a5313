using System.Collections.Immutable;
using ProbBnn.Dsl;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>What training takes, known before it begins.</summary>
/// <param name="Parameters">Number of learned parameters, by what they belong to.</param>
/// <param name="ContextPoints">Most context points of a task in a step.</param>
/// <param name="TargetPoints">Most target points of a task in a step.</param>
/// <param name="MultiplyAdds">Multiply-adds of a step at that size, leading terms.</param>
/// <param name="EngineBytes">
/// Bytes that the engine takes for steps and validations: inputs and everything computed, constants, scratch memory of its threads.
/// </param>
/// <param name="HostBytes">
/// Bytes outside the engine: a snapshot (parameters and two moments in double precision), the best parameters where there is validation,
/// batches, and the scaled copy of the data.
/// </param>
/// <param name="Program">The program of a step in numbers: nodes, multiply-adds, live bytes.</param>
public sealed record TrainingCost(
    ImmutableSortedDictionary<ParameterRole, long> Parameters, int ContextPoints, int TargetPoints, long MultiplyAdds, long EngineBytes,
    long HostBytes, string Program)
{
    private const int BytesOfNumber = 8, ArraysOfState = 3;

    /// <summary>The most memory that training takes: of the engine and outside it, code and the data as they were read not counted.</summary>
    public long PlannedBytes => EngineBytes + HostBytes;

    /// <summary>The cost of training a model, after all its parameters have been released.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="model">The description, with a pseudo-likelihood.</param>
    /// <param name="objective">What is maximised.</param>
    /// <param name="options">How.</param>
    /// <param name="points">Number of points of the largest task, at least 2.</param>
    /// <param name="allPoints">Number of points of all tasks; 0 leaves the data out.</param>
    /// <exception cref="Foundation.ModelException">The model has no pseudo-likelihood.</exception>
    /// <exception cref="Foundation.OptionException">An option is outside its range.</exception>
    public static TrainingCost Of(
        IEngine engine, BnnModel model, Objective objective, FitOptions options, int points, long allPoints = 0)
    {
        options.Validated();
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var lowered = LoweredModel.Of(model, Enumerable.Repeat(1.0, model.Outputs).ToArray());
        var shape = BatchShape.For(points, options.BatchTasks, objective, options);
        var program = TrainingPrograms.Step(lowered, objective, shape, lowered.Parameters, options.ClipNorm);
        var sizes = lowered.Parameters.GroupBy(p => p.Role).ToImmutableSortedDictionary(g => g.Key, g => g.Sum(p => (long)p.Shape.Size));
        bool validates = options.Validation.Fraction > 0;
        var watched = BatchShape.For(points, Math.Min(options.BatchTasks, options.Validation.MaxTasks), objective, options);
        Program[] programs = validates
            ? [program, TrainingPrograms.Validation(lowered, objective, options.Validation.Samples, watched)] : [program];
        long numbers = ((ArraysOfState + (validates ? 1 : 0)) * sizes.Values.Sum()) + (allPoints * (model.Inputs + model.Outputs));
        long batches = Batch.Bytes(shape, model, objective.Samples) + (validates ? Batch.Bytes(watched, model, options.Validation.Samples) : 0);
        return new TrainingCost(
            sizes, shape.Context, shape.Target, program.MultiplyAdds(), EngineBytesOf(engine, programs), (BytesOfNumber * numbers) + batches,
            program.Explain(engine.ElementType));
    }

    private static long EngineBytesOf(IEngine engine, Program[] programs)
    {
        long held = 0, scratch = 0;
        foreach (var program in programs)
        {
            using var executable = engine.Compile(program);
            held += executable.SessionBytes + executable.ConstantBytes;
            scratch = Math.Max(scratch, executable.ScratchBytes);
        }
        return held + scratch;
    }
}
