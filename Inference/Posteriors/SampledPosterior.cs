namespace ProbBnn.Inference;

/// <summary>A posterior whose weight samples come from a function: samples 0 up to a number, of a seed, chunk by chunk.</summary>
internal sealed class SampledPosterior(
    NetworkPrograms programs, DataFrame frame, string task, Func<int, ulong, IEnumerable<WeightChunk>> draw)
    : WeightSamplePosterior(programs, frame, task)
{
    protected override IEnumerable<WeightChunk> Draw(int samples, ulong seed) => draw(samples, seed);
}
