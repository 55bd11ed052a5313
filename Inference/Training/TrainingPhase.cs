using System.Collections.Immutable;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The compiled training step of one set of released parameters, with the session that owns the state.</summary>
internal sealed class TrainingPhase : IDisposable
{
    private readonly Program program;
    private readonly IExecutable executable;
    private readonly ISession session;
    private readonly ProgramSlots slots;
    private readonly Slot rate;
    private readonly ImmutableArray<(int ReleasedAt, Slot Slot)> counts;
    private readonly double[] one = new double[1];

    public TrainingPhase(IEngine engine, LoweredModel lowered, Objective objective, BatchShape shape, FitOptions options,
        ImmutableArray<ParameterSpec> released)
    {
        Released = released;
        program = TrainingPrograms.Step(lowered, objective, shape, released, options.ClipNorm);
        executable = engine.Compile(program);
        session = executable.Rent();
        slots = ProgramSlots.Of(program);
        rate = Slot.Of(program, TrainingPrograms.Rate);
        counts = [.. released.Select(s => s.ReleasedAt).Distinct().Select(r => (r, Slot.Of(program, TrainingPrograms.Count(r))))];
    }

    public ImmutableArray<ParameterSpec> Released { get; }

    public void WriteState(ParameterSet parameters, ParameterSet first, ParameterSet second)
    {
        for (int i = 0; i < program.Inputs.Length; i++)
        {
            string name = program.Inputs[i].Name;
            var value = parameters.Contains(name) ? parameters[name]
                : Released.FirstOrDefault(s => TrainingPrograms.FirstMoment(s.Name) == name) is { } m ? first[m.Name]
                : Released.FirstOrDefault(s => TrainingPrograms.SecondMoment(s.Name) == name) is { } v ? second[v.Name]
                : null;
            if (value is not null)
            {
                session.Write(i, value.Doubles);
            }
        }
    }

    /// <summary>The present value of a released parameter or moment.</summary>
    public Tensor Read(string input, Shape shape)
    {
        var values = new double[shape.Size];
        session.ReadInput(program.Input(input), values);
        return Tensor.Of(shape, values);
    }

    public (double Objective, double Divergence, double GradientNorm) Run(Batch batch, int step, double learningRate)
    {
        batch.WriteTo(session, slots);
        one[0] = learningRate;
        rate.Write(session, one);
        foreach (var (releasedAt, slot) in counts)
        {
            one[0] = step - releasedAt + 1;
            slot.Write(session, one);
        }
        session.Run();
        for (int i = 0; i < program.Outputs.Length; i++)
        {
            Output(i, step);
        }
        return (Output(2, step), Output(0, step), Output(3, step));
    }

    public void Dispose()
    {
        session.Dispose();
        executable.Dispose();
    }

    private double Output(int output, int step)
    {
        session.Read(output, one);
        return Validator.Finite(one[0], program.Outputs[output].Name, step);
    }
}
