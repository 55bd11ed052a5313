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
internal sealed record WeightChunk(int First, int Count, IReadOnlyList<NamedNumbers> Values, double[] LogNoise)
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
        NamedNumbers.Write(Values, session, program);
        if (LogNoise.Length > 0)
        {
            Slot.Of(program, NetworkPrograms.LogNoise).Write(session, LogNoise);
        }
    }
}
