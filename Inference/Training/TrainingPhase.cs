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

    /// <summary>Hands over the state; what a set lacks stays zero.</summary>
    public void WriteState(ParameterSet parameters, ParameterSet first, ParameterSet second)
    {
        foreach (string name in parameters.Names)
        {
            Slot.Of(program, name).Write(session, parameters[name].Doubles);
        }
        foreach (string name in Released.Select(s => s.Name))
        {
            WriteMoment(first, name, AdamUpdates.FirstMoment(name));
            WriteMoment(second, name, AdamUpdates.SecondMoment(name));
        }
    }

    /// <summary>The values that are not in the session, or in it unchanged.</summary>
    public ParameterSet NotHeld(ParameterSet values) =>
        new(values.Names.Where(n => Released.All(s => s.Name != n)).Select(n => (n, values[n])));

    /// <summary>The present value of a released parameter or one of its moments; null for other parameters.</summary>
    public Tensor? Read(ParameterSpec spec, Func<string, string> input) =>
        Released.Any(s => s.Name == spec.Name) ? session.ReadInputTensor(program.Input(input(spec.Name)), spec.Shape) : null;

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

    private void WriteMoment(ParameterSet moments, string parameter, string input)
    {
        if (moments.Contains(parameter))
        {
            Slot.Of(program, input).Write(session, moments[parameter].Doubles);
        }
    }

    private double Output(int output, int step)
    {
        session.Read(output, one);
        return Validator.Finite(one[0], program.Outputs[output].Name, step);
    }
}
