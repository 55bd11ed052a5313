using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Some weight samples of one posterior, as the numbers that <see cref="NetworkPrograms"/> take.</summary>
/// <param name="First">The first sample's number.</param>
/// <param name="Count">How many of the chunk's samples are wanted.</param>
/// <param name="Values">Names and row-major numbers of the programs' inputs: the weights of every layer, and where the last layer is
/// integrated out its posterior.</param>
/// <param name="LogNoise">Log noise standard deviations in scaled units [samples of the chunk, outputs]; empty for a Bernoulli
/// likelihood.</param>
internal sealed record WeightChunk(int First, int Count, IReadOnlyList<(string Name, double[] Values)> Values, double[] LogNoise)
{
    /// <summary>The keys of a chunk's samples.</summary>
    public static RandomKey[] Keys(string task, ulong seed, int first)
    {
        var key = RandomKey.FromSeed(seed).Fold("posterior").Fold(task);
        return [.. Enumerable.Range(first, NetworkPrograms.SampleChunk).Select(key.Fold)];
    }

    /// <summary>Hands the samples to a session of a program, as far as it takes them.</summary>
    public void WriteTo(ISession session, Program program)
    {
        foreach (var (name, values) in Values)
        {
            Slot.Of(program, name).Write(session, values);
        }
        if (LogNoise.Length > 0)
        {
            Slot.Of(program, NetworkPrograms.LogNoise).Write(session, LogNoise);
        }
    }

    /// <summary>The outputs of a program that ran, by name.</summary>
    public static List<(string Name, double[] Values)> Read(ISession session, Program program)
    {
        var values = new List<(string, double[])>();
        for (int i = 0; i < program.Outputs.Length; i++)
        {
            var numbers = new double[program.OutputShape(i).Size];
            session.Read(i, numbers);
            values.Add((program.Outputs[i].Name, numbers));
        }
        return values;
    }
}
