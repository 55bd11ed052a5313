using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The numbers of a program's input or output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Row-major numbers.</param>
internal readonly record struct NamedNumbers(string Name, double[] Values)
{
    /// <summary>Hands numbers to a session, as far as its program uses them.</summary>
    public static void Write(IEnumerable<NamedNumbers> numbers, ISession session, Program program)
    {
        foreach (var (name, values) in numbers)
        {
            Slot.Of(program, name).Write(session, values);
        }
    }

    /// <summary>The present value of an input.</summary>
    public static NamedNumbers OfInput(ISession session, Program program, string name)
    {
        int input = program.Input(name);
        var values = new double[program.InputShape(input).Size];
        session.ReadInput(input, values);
        return new NamedNumbers(name, values);
    }

    /// <summary>All outputs of the last run.</summary>
    public static IReadOnlyList<NamedNumbers> OfOutputs(ISession session, Program program)
    {
        var numbers = new List<NamedNumbers>();
        for (int output = 0; output < program.Outputs.Length; output++)
        {
            var values = new double[program.OutputShape(output).Size];
            session.Read(output, values);
            numbers.Add(new NamedNumbers(program.Outputs[output].Name, values));
        }
        return numbers;
    }

    /// <summary>Refuses numbers that are not finite.</summary>
    /// <param name="place">What they belong to.</param>
    /// <exception cref="NumericalException">One is not finite.</exception>
    public void RequireFinite(string place)
    {
        foreach (double value in Values)
        {
            if (!double.IsFinite(value))
            {
                throw new NumericalException(new Problem(
                    "a quantity is not finite", $"{place}, {Name}", $"{value}", "a finite number",
                    "check the data for extreme values, or use double precision"));
            }
        }
    }
}
