using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Some weight samples of one posterior, as the numbers that prediction programs take.</summary>
/// <param name="First">The first sample's number.</param>
/// <param name="Count">How many of the chunk's samples are wanted.</param>
/// <param name="Values">Names and row-major numbers of the programs' weight inputs.</param>
internal sealed record WeightChunk(int First, int Count, IReadOnlyList<NamedNumbers> Values)
{
    /// <summary>Samples from a posterior chunk by chunk; sample s has the key of the seed, the task and s.</summary>
    public static IEnumerable<WeightChunk> Draw(PredictionPrograms programs, string task, DataTask scaledContext, int samples, ulong seed)
    {
        int capacity = PredictionPrograms.Capacity(scaledContext.Points);
        var model = programs.Model;
        var context = new PointArrays(1, capacity, model.Inputs, model.Outputs);
        context.Add(0, scaledContext, [.. Enumerable.Range(0, scaledContext.Points)]);
        var executable = programs.Weights(capacity);
        var slots = ProgramSlots.Of(executable.Program);
        for (int first = 0; first < samples; first += PredictionPrograms.SampleChunk)
        {
            var keys = Keys(task, seed, first);
            yield return new WeightChunk(first, Math.Min(keys.Length, samples - first), Run(executable, slots, context, keys));
        }
    }

    /// <summary>The keys of a chunk's samples.</summary>
    public static RandomKey[] Keys(string task, ulong seed, int first)
    {
        var key = RandomKey.FromSeed(seed).Fold("posterior").Fold(task);
        return [.. Enumerable.Range(first, PredictionPrograms.SampleChunk).Select(key.Fold)];
    }

    /// <summary>Hands the weights to a session of a program.</summary>
    public void WriteTo(ISession session, Program program) => NamedNumbers.Write(Values, session, program);

    private static IReadOnlyList<NamedNumbers> Run(IExecutable executable, ProgramSlots slots, PointArrays context, RandomKey[] keys)
    {
        using var session = executable.Rent();
        context.WriteTo(session, slots.Context);
        session.WriteKeys(slots.Keys, keys);
        session.Run();
        return NamedNumbers.OfOutputs(session, executable.Program);
    }
}
