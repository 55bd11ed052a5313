using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Scores parameters on the validation tasks.</summary>
internal sealed class Validator : IDisposable
{
    private readonly TrainingData data;
    private readonly BatchShape shape;
    private readonly Batch batch;
    private readonly Program program;
    private readonly ProgramSlots slots;
    private readonly IExecutable executable;
    private readonly ISession session;
    private readonly double[] objectives;
    private readonly double[] predictive;

    public Validator(IEngine engine, LoweredModel lowered, Objective objective, FitOptions options, TrainingData data)
    {
        this.data = data;
        shape = BatchShape.For(data.Validation, Math.Min(options.BatchTasks, data.Validation.Length), objective, options);
        batch = new Batch(shape, lowered.Model, options.Validation.Samples);
        program = TrainingPrograms.Validation(lowered, objective, options.Validation.Samples, shape);
        slots = ProgramSlots.Of(program);
        executable = engine.Compile(program);
        session = executable.Rent();
        objectives = new double[shape.Tasks];
        predictive = new double[shape.Tasks];
    }

    /// <summary>The scores of the present parameters.</summary>
    public ValidationPoint Run(int step, Func<string, Tensor> parameters)
    {
        foreach (var input in program.Inputs.Select((binding, i) => (binding.Name, Position: i)).Where(i => IsParameter(i.Name)))
        {
            session.Write(input.Position, parameters(input.Name).Doubles);
        }
        double objective = 0, density = 0;
        long targets = 0;
        for (int first = 0; first < data.Validation.Length; first += shape.Tasks)
        {
            data.FillValidation(batch, first, shape.Tasks);
            batch.WriteTo(session, slots);
            session.Run();
            session.Read(0, objectives);
            if (program.Outputs.Length > 1)
            {
                session.Read(1, predictive);
            }
            for (int row = 0; row < Math.Min(shape.Tasks, data.Validation.Length - first); row++)
            {
                objective += objectives[row];
                density += predictive[row];
                targets += batch.Targets(row);
            }
        }
        objective /= data.Validation.Length;
        Finite(objective, "objective of the validation tasks", step);
        return new ValidationPoint(step, objective, program.Outputs.Length > 1
            ? Finite(density / targets, "predictive log density of the validation tasks", step) : null);
    }

    public void Dispose()
    {
        session.Dispose();
        executable.Dispose();
    }

    internal static double Finite(double value, string quantity, int step) =>
        double.IsFinite(value) ? value : throw new NumericalException(new Problem(
        "a quantity is not finite", $"step {step}, {quantity}", $"{value}", "a finite number",
        "lower the learning rate, put a floor under the noise, or check the data for extreme values"));

    private static bool IsParameter(string name) =>
        !name.StartsWith("context.", StringComparison.Ordinal) && !name.StartsWith("target.", StringComparison.Ordinal);
}
