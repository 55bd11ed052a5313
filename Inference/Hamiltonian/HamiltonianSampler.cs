using System.Runtime.ExceptionServices;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// Chains of a Hamiltonian sampler over any density. Chains are cut into groups of a fixed size; a group has a target of its own and runs
/// on one thread at a time, groups run side by side. Where rows of the target do not depend on one another, draws depend neither on the
/// number of threads nor on slices, groups or interruptions. One caller at a time.
/// </summary>
public sealed class HamiltonianSampler : IDisposable
{
    private const int TicksOfTurn = 500;

    private readonly HamiltonianMethod method;
    private readonly HamiltonianOptions options;
    private readonly ulong seed;
    private readonly ChainGroup[] groups;
    private readonly ParallelOptions parallel;

    private HamiltonianSampler(
        Func<int, IDensityTarget> targets, int chains, int? dimension, HamiltonianMethod method, HamiltonianOptions options, ulong seed,
        int? threads)
    {
        options = options.Validated();
        method.Validate();
        HamiltonianOptions.Require(threads is null or >= 1, "threads", $"{threads}", "at least 1, or none for all cores");
        HamiltonianOptions.Require(chains >= 1, "chains", $"{chains}", "at least 1");
        (this.method, this.options, this.seed) = (method, options, seed);
        parallel = new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount };
        var made = new List<ChainGroup>();
        try
        {
            for (int first = 0; first < chains; first += options.GroupSize)
            {
                var target = targets(Math.Min(options.GroupSize, chains - first));
                made.Add(new ChainGroup(target, first, method, options, seed));
                RequireShape(target, Math.Min(options.GroupSize, chains - first), dimension);
            }
        }
        catch
        {
            made.ForEach(g => g.Dispose());
            throw;
        }
        groups = [.. made];
    }

    /// <summary>Begins chains.</summary>
    /// <param name="targets">Gives a target with so many rows; called once a group, and what it gives is disposed with the
    /// sampler.</param>
    /// <param name="initialPositions">Where each chain begins [chains][dimension], best apart from one another.</param>
    /// <param name="method">How chains move.</param>
    /// <param name="options">How they are run.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="threads">At most so many threads; null for one a core. No draw depends on it.</param>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    /// <exception cref="ShapeException">A target or a position has another shape than was asked for.</exception>
    /// <exception cref="NumericalException">A log density or its gradient is not finite at an initial position.</exception>
    public static HamiltonianSampler Init(
        Func<int, IDensityTarget> targets, IReadOnlyList<double[]> initialPositions, HamiltonianMethod method,
        HamiltonianOptions options, ulong seed, int? threads = null)
    {
        int? dimension = initialPositions.Count > 0 ? initialPositions[0].Length : null;
        for (int c = 0; c < initialPositions.Count; c++)
        {
            if (initialPositions[c].Length != dimension)
            {
                throw new ShapeException(new Problem(
                    "initial positions differ in length", $"chain {c}", $"{initialPositions[c].Length} coordinates", $"{dimension}"));
            }
            Finite.Require(initialPositions[c], $"chain {c}, initial position, coordinate");
        }
        var sampler = new HamiltonianSampler(targets, initialPositions.Count, dimension, method, options, seed, threads);
        try
        {
            sampler.SideBySide(g => sampler.groups[g].Start(sampler.groups[g].Chains.Select(c => initialPositions[c.Index])));
            return sampler;
        }
        catch
        {
            sampler.Dispose();
            throw;
        }
    }

    /// <summary>Goes on where a snapshot was taken: the rest is bit for bit what it would have been.</summary>
    /// <param name="targets">Gives a target with so many rows, of the same density.</param>
    /// <param name="state">The snapshot.</param>
    /// <param name="threads">At most so many threads; null for one a core.</param>
    /// <exception cref="DataException">The state contradicts itself or the targets' dimension.</exception>
    public static HamiltonianSampler Restore(Func<int, IDensityTarget> targets, HamiltonianState state, int? threads = null)
    {
        var sampler = new HamiltonianSampler(targets, state.Chains.Count, null, state.Method, state.Options, state.Seed, threads);
        try
        {
            foreach (var chain in sampler.Chains)
            {
                chain.Restore(state.Chains[chain.Index]);
            }
            return sampler;
        }
        catch
        {
            sampler.Dispose();
            throw;
        }
    }

    /// <summary>Whether all chains have done all their iterations.</summary>
    public bool IsFinished => groups.All(g => g.IsFinished);

    private IEnumerable<Chain> Chains => groups.SelectMany(g => g.Chains);

    /// <summary>Advances the chains that are not finished by so many gradients each, on average, and returns; call it until
    /// <see cref="IsFinished"/>. Chains that lie behind in their iterations get more, so that all finish together.</summary>
    /// <param name="gradients">Gradients a chain, at least 1.</param>
    /// <param name="cancellation">Stops between two gradients; the sampler can then be run further, or be snapshotted.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="NumericalException">A gradient is not a number where the log density is finite, or the adaptation failed. The
    /// sampler can still be snapshotted, but not be run any further.</exception>
    public void Run(int gradients, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gradients);
        var turns = new Turns(groups, gradients, Math.Min(gradients, TicksOfTurn));
        SideBySide(_ =>
        {
            while (turns.Take(out var group, out int ticks))
            {
                group.Run(ticks, cancellation);
                turns.Return(group);
            }
        });
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>How far each chain has come.</summary>
    public ValueList<ChainProgress> Progress() => Chains.Select(c => c.Progress()).ToValueList();

    /// <summary>Every chain after its last finished iteration.</summary>
    public HamiltonianState Snapshot() => new(method, options, seed, Chains.Select(c => c.Snapshot()).ToValueList());

    /// <summary>What has been drawn so far; chains that are not finished have fewer draws than others.</summary>
    public HamiltonianResult Result() => new(method, Chains.Select(c => c.Draws()).ToValueList());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var group in groups)
        {
            group.Dispose();
        }
    }

    /// <summary>Does as many pieces of work as there are groups; of failures the one of the first piece comes out, when all are done.</summary>
    private void SideBySide(Action<int> piece)
    {
        var failures = new Exception?[groups.Length];
        Parallel.For(0, groups.Length, parallel, g =>
        {
            try
            {
                piece(g);
            }
            catch (Exception failure)
            {
                failures[g] = failure;
            }
        });
        if (failures.FirstOrDefault(f => f is not null) is Exception first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private static void RequireShape(IDensityTarget target, int chains, int? dimension)
    {
        if (target.Chains != chains || target.Dimension < 1 || (dimension is int d && target.Dimension != d))
        {
            throw new ShapeException(new Problem(
                "a target has the wrong shape", "target", $"[{target.Chains}, {target.Dimension}]", $"[{chains}, {dimension}]",
                "the factory is asked for a number of rows; initial positions have as many coordinates as the target"));
        }
    }
}
