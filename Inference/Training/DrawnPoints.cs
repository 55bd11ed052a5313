namespace ProbBnn.Inference;

/// <summary>The points of a task that a step uses, as positions in the task.</summary>
/// <param name="context">Context points.</param>
/// <param name="freshTargets">Targets that are no context points.</param>
/// <param name="sharedTargets">Targets that are context points too.</param>
/// <param name="known">How many context points, the first ones, are known before the targets; null for all.</param>
internal readonly ref struct DrawnPoints(
    ReadOnlySpan<int> context, ReadOnlySpan<int> freshTargets, ReadOnlySpan<int> sharedTargets, int? known = null)
{
    public int Known { get; } = known ?? context.Length;

    public ReadOnlySpan<int> Context { get; } = context;

    public ReadOnlySpan<int> FreshTargets { get; } = freshTargets;

    public ReadOnlySpan<int> SharedTargets { get; } = sharedTargets;
}
