using ProbBnn.Data;

namespace ProbBnn.PropertyTests.Inference.LargeContexts;

/// <summary>A task whose points come in stated parts, in a stated order of parts; a new pair in every reading.</summary>
internal sealed class SourceInParts(DataTask task, Func<IEnumerable<(int First, int Count)>> parts)
    : PointSource(task.Id, task.InputDimension, task.OutputDimension)
{
    public override IEnumerable<PointBlock> Read(int capacity) => parts().Select(part => new PointBlock(
        part.First,
        task.Inputs.Slice(part.First * InputDimension, part.Count * InputDimension).ToArray(),
        task.Outputs.Slice(part.First * OutputDimension, part.Count * OutputDimension).ToArray()));
}
