using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>Sessions by name and tensor, for callers to whom a look-up per call does not matter.</summary>
public static class SessionExtensions
{
    /// <summary>Runs a program once and reads all its outputs.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="program">The program.</param>
    /// <param name="inputs">Input values by name.</param>
    /// <param name="keys">Random keys by name.</param>
    /// <returns>Output values by name, double precision.</returns>
    public static IReadOnlyDictionary<string, Tensor> Run(
        this IEngine engine, Program program,
        IReadOnlyDictionary<string, Tensor>? inputs = null, IReadOnlyDictionary<string, RandomKey[]>? keys = null)
    {
        using var executable = engine.Compile(program);
        using var session = executable.Rent();
        foreach (var (name, value) in inputs ?? new Dictionary<string, Tensor>())
        {
            session.Write(program.Input(name), value.Doubles);
        }
        foreach (var (name, value) in keys ?? new Dictionary<string, RandomKey[]>())
        {
            session.WriteKeys(program.Key(name), value);
        }
        session.Run();
        return Enumerable.Range(0, program.Outputs.Length)
            .ToDictionary(i => program.Outputs[i].Name, i => session.ReadTensor(i, program.OutputShape(i)));
    }

    /// <summary>Reads an output of the last run as a tensor.</summary>
    /// <param name="session">The session.</param>
    /// <param name="output">The output's position.</param>
    /// <param name="shape">The output's shape.</param>
    public static Tensor ReadTensor(this ISession session, int output, Shape shape)
    {
        var values = new double[shape.Size];
        session.Read(output, values);
        return Tensor.Adopt(shape, values);
    }

    /// <summary>Reads the present value of an input as a tensor.</summary>
    /// <param name="session">The session.</param>
    /// <param name="input">The input's position.</param>
    /// <param name="shape">The input's shape.</param>
    public static Tensor ReadInputTensor(this ISession session, int input, Shape shape)
    {
        var values = new double[shape.Size];
        session.ReadInput(input, values);
        return Tensor.Adopt(shape, values);
    }
}
