using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>The specification of every other engine: each instruction by its value rule, in double precision. Slow and plain.</summary>
public sealed class ReferenceEngine : IEngine
{
    /// <inheritdoc/>
    public string Name => "reference";

    /// <inheritdoc/>
    public ElementType ElementType => ElementType.Float64;

    /// <inheritdoc/>
    public IExecutable Compile(Program program) => new Executable(program);

    private sealed class Executable(Program program) : IExecutable
    {
        public Program Program => program;

        public long SessionBytes => program.Shapes.Sum(s => 8L * s.Size);

        public long ConstantBytes => 0;

        public long ScratchBytes => 0;

        public ISession Rent() => new Session(program);

        public void Dispose()
        {
        }
    }

    private sealed class Session(Program program) : ISession
    {
        private readonly Tensor[] inputs = [.. program.Inputs.Select(i => Tensor.Fill(program.Shapes[i.Value], 0))];
        private readonly RandomKey[][] keys = [.. program.Keys.Select(k => new RandomKey[k.Shape.Size])];
        private readonly Tensor?[] values = new Tensor?[program.Shapes.Length];

        public void Write(int input, ReadOnlySpan<double> values) => inputs[input] = Tensor.Of(program.InputShape(input), values);

        public void WriteKeys(int keys, ReadOnlySpan<RandomKey> values)
        {
            if (values.Length != this.keys[keys].Length)
            {
                throw new ArgumentException($"{values.Length} keys given, {this.keys[keys].Length} expected.", nameof(values));
            }
            values.CopyTo(this.keys[keys]);
        }

        public void Run()
        {
            foreach (var instruction in program.Instructions)
            {
                var results = Evaluate(instruction);
                for (int i = 0; i < results.Length; i++)
                {
                    if (instruction.Results[i] >= 0)
                    {
                        values[instruction.Results[i]] = results[i];
                    }
                }
            }
            foreach (var (input, value) in program.Updates.Select(u => (u.Input, Value: values[u.Value]!)).ToArray())
            {
                inputs[input] = value;
            }
        }

        public void Read(int output, Span<double> values) =>
            (this.values[program.Outputs[output].Value] ?? throw new InvalidOperationException("The program has not run."))
            .Doubles.CopyTo(values);

        public void ReadInput(int input, Span<double> values) => inputs[input].Doubles.CopyTo(values);

        public void Dispose()
        {
        }

        private ImmutableArray<Tensor> Evaluate(Instruction instruction) => instruction.Operation switch
        {
            Operation.Input input => [inputs[program.Input(input.Label)]],
            Operation.KeyedNormal normal => [normal.Draw(keys[program.Key(normal.Keys)])],
            Operation.KeyedNormalAt normal => [normal.Draw(keys[program.Key(normal.Keys)], values[instruction.Arguments[0]]!)],
            var operation => operation.Evaluate([.. instruction.Arguments.Select(a => values[a]!)]),
        };
    }
}
