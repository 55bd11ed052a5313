using System.Diagnostics;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Markov chains at work on one data set; slices take a tenth of a second, whatever a gradient costs. No draw depends on them.
/// </summary>
internal sealed class MarkovChainFit : ITaskFit
{
    private const int MostGradients = 5000;
    private const double SecondsOfSlice = 0.1;

    private readonly MarkovChains method;
    private readonly IExecutable[] executables;
    private readonly HamiltonianSampler sampler;
    private int gradients = 10;

    public MarkovChainFit(TaskProblem problem, MarkovChains method, ParameterSet? state, Posterior? start)
    {
        this.method = method;
        var sizes = new Dictionary<int, IExecutable>();
        IDensityTarget Target(int chains)
        {
            if (!sizes.TryGetValue(chains, out var executable))
            {
                sizes[chains] = executable = problem.Engine.Compile(LogJoint.WithGradient(problem, chains));
            }
            return new NetworkTarget(executable, chains, problem.Space.Dimension);
        }
        sampler = state is null
            ? HamiltonianSampler.Init(Target, Starts(problem, method, start), method.Moves, method.Run, method.Seed)
            : HamiltonianSampler.Restore(Target, StateOf(method, state));
        executables = [.. sizes.Values];
    }

    public bool IsFinished => sampler.IsFinished;

    public double ShareDone => sampler.Progress().Average(c => (double)c.Iterations / c.Total);

    /// <summary>What has been drawn in a state.</summary>
    public static HamiltonianResult ResultOf(MarkovChains method, ParameterSet state) => StateOf(method, state).Result();

    public ConditioningProgress Advance()
    {
        long start = Stopwatch.GetTimestamp();
        sampler.Run(gradients);
        double slices = SecondsOfSlice / Math.Max(Stopwatch.GetElapsedTime(start).TotalSeconds, SecondsOfSlice / 10);
        gradients = (int)Math.Clamp(gradients * slices, 1, MostGradients);
        var chains = sampler.Progress();
        int all = method.Run.WarmUp + method.Run.Draws;
        return new ConditioningProgress(
            chains.Any(c => c.WarmingUp) ? "warm-up" : "sampling", (int)chains.Average(c => c.Iterations), all, null);
    }

    public ParameterSet Snapshot() => new(sampler.Snapshot().ToArrays().Select(a => (a.Name, Tensor.Of([a.Values.Length], a.Values))));

    public void Dispose()
    {
        sampler.Dispose();
        foreach (var executable in executables)
        {
            executable.Dispose();
        }
    }

    private static HamiltonianState StateOf(MarkovChains method, ParameterSet state) => HamiltonianState.FromArrays(
        method.Moves, method.Run, method.Seed, method.Chains, [.. state.Names.Select(n => (n, state[n].Doubles.ToArray()))]);

    private static double[][] Starts(TaskProblem problem, MarkovChains method, Posterior? start)
    {
        var key = RandomKey.FromSeed(method.Seed).Fold(method.Name).Fold("start");
        return start is null
            ? [.. Enumerable.Range(0, method.Chains).Select(c => LogJoint.PriorDraw(problem.Space, key.Fold(c)))]
            : LatentPosterior.Starts(start, "chains", method.Chains, method.Seed);
    }
}
