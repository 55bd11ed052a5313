namespace ProbBnn.Inference;

/// <summary>
/// Chains that share a target. A tick evaluates the target once, at the positions of all its chains, and then advances each chain by one
/// step; nothing waits, because every chain wants exactly one gradient next, whatever it is doing.
/// </summary>
internal sealed class ChainGroup : IDisposable
{
    private readonly IDensityTarget target;
    private readonly double[] positions, logDensities, gradients;
    private readonly Chain[] chains;
    private bool failed;

    public ChainGroup(
        IDensityTarget target, int firstChain, HamiltonianMethod method, HamiltonianOptions options, ulong seed)
    {
        this.target = target;
        positions = new double[target.Chains * target.Dimension];
        gradients = new double[positions.Length];
        logDensities = new double[target.Chains];
        chains = new Chain[target.Chains];
        for (int c = 0; c < chains.Length; c++)
        {
            chains[c] = new Chain(firstChain + c, method, options, seed, new ChainRow(positions, gradients, c, target.Dimension));
        }
    }

    /// <summary>The chains.</summary>
    public IReadOnlyList<Chain> Chains => chains;

    /// <summary>Iterations that are done, a chain on average.</summary>
    public double Iterations => chains.Average(c => c.Iteration);

    /// <summary>Whether all chains are done.</summary>
    public bool IsFinished => !Array.Exists(chains, c => !c.IsFinished);

    /// <summary>Begins at positions, one a chain [dimension].</summary>
    public void Start(IEnumerable<double[]> initial)
    {
        foreach (var (position, c) in initial.Select((p, c) => (p, c)))
        {
            position.CopyTo(positions, c * target.Dimension);
        }
        target.Evaluate(positions, logDensities, gradients);
        for (int c = 0; c < chains.Length; c++)
        {
            chains[c].Start(logDensities[c]);
        }
    }

    /// <summary>Ticks until all chains are done, or so often.</summary>
    /// <exception cref="InvalidOperationException">An earlier run failed.</exception>
    public void Run(int ticks, CancellationToken cancellation)
    {
        if (failed)
        {
            throw new InvalidOperationException("the chains have failed; restore the last snapshot");
        }
        failed = true;
        for (int tick = 0; tick < ticks && !IsFinished; tick++)
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }
            target.Evaluate(positions, logDensities, gradients);
            for (int c = 0; c < chains.Length; c++)
            {
                if (!chains[c].IsFinished)
                {
                    chains[c].Advance(logDensities[c]);
                }
            }
        }
        failed = false;
    }

    /// <inheritdoc/>
    public void Dispose() => target.Dispose();
}
