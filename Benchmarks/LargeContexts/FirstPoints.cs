using ProbBnn.Data;

namespace ProbBnn.Benchmarks;

/// <summary>The first points of a source whose parts come in order.</summary>
internal sealed class FirstPoints(PointSource source, long points) : PointSource(source.Id, source.InputDimension, source.OutputDimension)
{
    /// <inheritdoc/>
    public override IEnumerable<PointBlock> Read(int capacity)
    {
        foreach (var block in source.Read(capacity))
        {
            int kept = (int)Math.Min(block.Inputs.Length / InputDimension, points - block.First);
            if (kept <= 0)
            {
                yield break;
            }
            yield return new PointBlock(
                block.First, block.Inputs[..(kept * InputDimension)], block.Outputs[..(kept * OutputDimension)]);
        }
    }

    /// <summary>These points in memory.</summary>
    public DataTask ToTask()
    {
        var (x, y) = (new List<double>(), new List<double>());
        foreach (var block in Read(4096))
        {
            x.AddRange(block.Inputs.Span);
            y.AddRange(block.Outputs.Span);
        }
        return new DataTask(Id, [.. x], [.. y], InputDimension, OutputDimension);
    }
}
