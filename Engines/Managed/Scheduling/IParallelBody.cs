namespace ProbBnn.Engines.Managed;

/// <summary>
/// Work made of numbered items that may run in any order and on any thread. Results must depend on the item alone, never on who runs it or
/// what ran before: then every number of threads gives the same bits.
/// </summary>
internal interface IParallelBody
{
    /// <summary>Does one item.</summary>
    /// <param name="item">The item, 0 to the number of items less one.</param>
    void Run(int item);
}
