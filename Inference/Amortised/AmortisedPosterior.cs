using ProbBnn.Data;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>What inference networks make of one context: weights are sampled in one pass over the layers. Networks that were trained on this
/// context alone say nothing of other points, so it takes no update; see <see cref="MetaTrainedPosterior"/>.</summary>
internal class AmortisedPosterior(AmortisedProcess process, AmortisedPrograms programs, DataTask context)
    : WeightSamplePosterior(programs.Network, process.Frame, context.Id), IEvidenceBound, IImportanceWeights
{
    private readonly DataTask scaled = process.Frame.Scaling.Forward(context);

    /// <summary>The process that the posterior is of.</summary>
    public AmortisedProcess Process => process;

    /// <inheritdoc/>
    public EvidenceLowerBound EvidenceLowerBound(int samples = 10_000, ulong seed = 0) =>
        Inference.EvidenceLowerBound.Estimate(programs.Engine, process, context, samples, seed);

    /// <inheritdoc/>
    public double[] LogImportanceWeights(int samples, ulong seed = 0)
    {
        var weights = new double[samples];
        foreach (var (first, count, values) in Chunks(programs.Importance, samples, seed))
        {
            values[0].Values.AsSpan(0, count).CopyTo(weights.AsSpan(first));
        }
        return weights;
    }

    protected override IEnumerable<WeightChunk> Draw(int samples, ulong seed)
    {
        double[] logNoise = process.LogNoiseOfChunk();
        return Chunks(programs.Weights, samples, seed).Select(c => new WeightChunk(c.First, c.Count, c.Values, logNoise));
    }

    /// <summary>What a program makes of the context, chunk by chunk of the samples.</summary>
    private IEnumerable<(int First, int Count, IReadOnlyList<NamedNumbers> Values)> Chunks(
        Func<int, IExecutable> program, int samples, ulong seed)
    {
        int capacity = NetworkPrograms.Capacity(scaled.Points);
        var arrays = new PointArrays(1, capacity, process.Model.Inputs, process.Model.Outputs);
        arrays.Add(0, scaled, [.. Enumerable.Range(0, scaled.Points)]);
        var executable = program(capacity);
        var slots = ProgramSlots.Of(executable.Program);
        for (int first = 0; first < samples; first += NetworkPrograms.SampleChunk)
        {
            using var session = executable.Rent();
            arrays.WriteTo(session, slots.Context);
            session.WriteKeys(slots.Keys, WeightChunk.Keys(Task, seed, first));
            session.Run();
            yield return (
                first, Math.Min(NetworkPrograms.SampleChunk, samples - first), NamedNumbers.OfOutputs(session, executable.Program));
        }
    }
}
