using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>An input of a program that may have dropped it as unused.</summary>
/// <param name="Position">The input's position, or -1.</param>
internal readonly record struct Slot(int Position)
{
    public static Slot Of(Program program, string name)
    {
        for (int i = 0; i < program.Inputs.Length; i++)
        {
            if (program.Inputs[i].Name == name)
            {
                return new Slot(i);
            }
        }
        return new Slot(-1);
    }

    public void Write(ISession session, ReadOnlySpan<double> values)
    {
        if (Position >= 0)
        {
            session.Write(Position, values);
        }
    }
}

/// <summary>Where a program takes points.</summary>
internal sealed record PointSlots(Slot Inputs, Slot Outputs, Slot Counts)
{
    public static PointSlots Of(Program program, string name) =>
        new(Slot.Of(program, $"{name}.inputs"), Slot.Of(program, $"{name}.outputs"), Slot.Of(program, $"{name}.counts"));
}

/// <summary>Where a program takes a batch.</summary>
internal sealed record ProgramSlots(PointSlots Context, PointSlots Target, Slot Fresh, int Keys)
{
    /// <summary>The number of context points that are known before the targets.</summary>
    public Slot Known { get; private init; } = new(-1);

    public static ProgramSlots Of(Program program) => new(
        PointSlots.Of(program, "context"), PointSlots.Of(program, "target"), Slot.Of(program, "target.fresh"),
        program.Keys.Any(k => k.Name == PosteriorPass.Keys) ? program.Key(PosteriorPass.Keys) : -1)
    {
        Known = Slot.Of(program, "context.known"),
    };
}
