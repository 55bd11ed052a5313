namespace ProbBnn.Inference;

/// <summary>
/// Shares ticks out among groups of chains that run on several threads: whoever is free takes the group that lies furthest behind in its
/// iterations. Chains whose paths are long thus get more ticks than others, and all come to their ends together, with no thread idle.
/// </summary>
internal sealed class Turns
{
    private readonly Lock gate = new();
    private readonly List<ChainGroup> waiting;
    private readonly int ticksOfTurn;
    private long ticksLeft;

    /// <param name="groups">The groups.</param>
    /// <param name="ticks">Ticks of a group, on average.</param>
    /// <param name="ticksOfTurn">The most ticks of a group in one turn.</param>
    public Turns(IEnumerable<ChainGroup> groups, int ticks, int ticksOfTurn)
    {
        waiting = [.. groups.Where(g => !g.IsFinished)];
        ticksLeft = (long)ticks * waiting.Count;
        this.ticksOfTurn = ticksOfTurn;
    }

    /// <summary>Takes a group and its ticks; nobody else gets it before it is back.</summary>
    /// <returns>Whether there was one left.</returns>
    public bool Take(out ChainGroup group, out int ticks)
    {
        lock (gate)
        {
            (group, ticks) = (null!, (int)Math.Min(ticksOfTurn, ticksLeft));
            if (ticks == 0 || waiting.Count == 0)
            {
                return false;
            }
            group = waiting.MinBy(g => g.Iterations)!;
            waiting.Remove(group);
            ticksLeft -= ticks;
            return true;
        }
    }

    /// <summary>Puts a group back.</summary>
    public void Return(ChainGroup group)
    {
        lock (gate)
        {
            if (!group.IsFinished)
            {
                waiting.Add(group);
            }
        }
    }
}
