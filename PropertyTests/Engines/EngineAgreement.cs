using ProbBnn.Foundation;
using ProbBnn.PropertyTests.Engines.Kernels;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>Engines held to the Reference engine.</summary>
internal static class EngineAgreement
{
    /// <summary>Runs a case on every engine; in single precision the Reference engine is given rounded inputs.</summary>
    public static void AgreeOn(OperationCase one, IEnumerable<(IEngine Engine, double Tolerance)> engines)
    {
        var expected = new ReferenceEngine().Run(one.Program, one.Inputs, one.Keys);
        var rounded = new Lazy<IReadOnlyDictionary<string, Tensor>>(() => new ReferenceEngine().Run(
            one.Program, one.Inputs.ToDictionary(p => p.Key, p => p.Value.To(ElementType.Float32).To(ElementType.Float64)), one.Keys));
        foreach (var (engine, tolerance) in engines)
        {
            var actual = engine.Run(one.Program, one.Inputs, one.Keys);
            foreach (var (name, value) in engine.ElementType == ElementType.Float64 ? expected : rounded.Value)
            {
                double distance = Machine.Distance(value.Doubles.ToArray(), actual[name].Doubles.ToArray());
                Assert.True(distance <= tolerance * one.Conditioning, $"{name}{value.Shape} of {engine.Name}: {distance}");
            }
        }
    }

    /// <summary>Runs a program several times on an engine of double precision: outputs and state stay those of Reference.</summary>
    public static void AgreeOn(IEngine engine, RandomPrograms.Sample sample, int runs)
    {
        var program = sample.Program;
        using var expected = new ReferenceEngine().Compile(program).Rent();
        using var executable = engine.Compile(program);
        using var actual = executable.Rent();
        foreach (var session in new[] { expected, actual })
        {
            Write(session, program, sample.Inputs, sample.Keys);
        }
        for (int run = 0; run < runs; run++)
        {
            expected.Run();
            actual.Run();
            foreach (var (output, i) in program.Outputs.Select((o, i) => (o, i)))
            {
                var shape = program.OutputShape(i);
                Close(expected.ReadTensor(i, shape), actual.ReadTensor(i, shape), $"run {run}, output {output.Name}");
            }
            foreach (var input in program.Inputs)
            {
                var (wanted, got) = (State(expected, program, input.Name), State(actual, program, input.Name));
                Close(Tensor.Of([wanted.Length], wanted), Tensor.Of([got.Length], got), $"run {run}, {input.Name}");
            }
        }
    }

    public static void Write(
        ISession session, Program program, IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, RandomKey[]> keys)
    {
        foreach (var (name, value) in inputs)
        {
            session.Write(program.Input(name), value.Doubles);
        }
        foreach (var (name, value) in keys)
        {
            session.WriteKeys(program.Key(name), value);
        }
    }

    public static double[] State(ISession session, Program program, string name)
    {
        var values = new double[program.InputShape(program.Input(name)).Size];
        session.ReadInput(program.Input(name), values);
        return values;
    }

    public static void Close(Tensor expected, Tensor actual, string what)
    {
        double distance = Machine.Distance(OperationCase.Doubles(expected), OperationCase.Doubles(actual));
        Assert.True(distance <= 1e-9, $"{what}: {distance}");
    }
}
