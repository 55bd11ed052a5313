using ProbBnn.Data;

namespace ProbBnn.Inference;

/// <summary>The posterior of a process whose networks do not depend on the context, so that more points of it are an exact update.</summary>
internal sealed class MetaTrainedPosterior(AmortisedProcess process, AmortisedPrograms programs, DataTask context)
    : AmortisedPosterior(process, programs, context), IUpdatable
{
    private readonly DataTask context = context;

    /// <inheritdoc/>
    public Posterior Update(DataTask more) => Process.Condition(context.And(more));
}
