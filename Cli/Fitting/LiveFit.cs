using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>A method at work on one data set whose draws may be added to. Owns what works.</summary>
/// <param name="engine">The engine.</param>
/// <param name="fit">The work, owned by this from now on.</param>
/// <param name="method">The method with its options.</param>
internal sealed class LiveFit(IEngine engine, TaskFit fit, TaskMethod method) : IDisposable
{
    private TaskFit work = fit;

    /// <summary>The method with its options, its length as it is known by now.</summary>
    public TaskMethod Method { get; private set; } = method;

    /// <summary>Whether all is done.</summary>
    public bool IsFinished => work.IsFinished;

    /// <summary>How much of the work is done, from 0 to 1.</summary>
    public double ShareDone => work.ShareDone;

    /// <summary>Works for a moment.</summary>
    public ConditioningProgress Advance() => work.Advance();

    /// <summary>The whole state.</summary>
    public FitState Snapshot() => work.Snapshot();

    /// <summary>Goes on to more draws: those so far stay as they are, bit for bit, and so do those to come.</summary>
    /// <param name="chains">The method, chains.</param>
    /// <param name="draws">Draws of each chain, not fewer than there are.</param>
    public void Extend(MarkovChains chains, int draws)
    {
        var state = work.Snapshot() with { Method = MethodLength.WithIterations(chains, chains.Run.WarmUp, draws) };
        work.Dispose();
        work = TaskFit.Restore(engine, state);
        Method = state.Method;
    }

    public void Dispose() => work.Dispose();
}
