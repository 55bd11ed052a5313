using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The draws of Markov chains, with what is known of the chains.</summary>
internal sealed class MarkovChainPosterior(TaskProblem problem, HamiltonianResult result)
    : DrawsPosterior(problem, [.. result.Chains.SelectMany(c => c.Positions)]), IMarkovChainPosterior
{
    /// <inheritdoc/>
    public HamiltonianResult Chains => result;

    /// <inheritdoc/>
    public ValueList<ScalarDraws> FunctionDraws(ReadOnlySpan<double> inputs)
    {
        var values = AllFunctions(inputs);
        int points = values.GetLength(1), outputs = values.GetLength(2);
        return Enumerable.Range(0, points * outputs).Select(i => ScalarDraws.Of(
            $"f at point {i / outputs}, output {i % outputs}",
            [.. Firsts().Select(first => (IReadOnlyList<double>)[.. Enumerable.Range(first, Shortest).Select(s => values[s, i / outputs, i % outputs])])]))
            .ToValueList();
    }

    /// <inheritdoc/>
    public IReadOnlyList<double[,]> PointLogDensityDraws(DataTask targets)
    {
        var all = AllPointLogDensities(targets);
        return [.. Firsts().Select(first =>
        {
            var chain = new double[Shortest, targets.Points];
            Array.Copy(all, first * targets.Points, chain, 0, chain.Length);
            return chain;
        })];
    }

    /// <summary>The number of draws that every chain has; chains that were stopped on the way may differ.</summary>
    private int Shortest => result.Chains.Min(c => c.Kept);

    /// <summary>Where the draws of each chain begin.</summary>
    private IEnumerable<int> Firsts() => result.Chains.Select((_, c) => result.Chains.Take(c).Sum(other => other.Kept));
}
