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
        int kept = result.Chains.Min(c => c.Kept);
        int[] firsts = [.. result.Chains.Select((_, c) => result.Chains.Take(c).Sum(other => other.Kept))];
        return Enumerable.Range(0, points * outputs).Select(i => ScalarDraws.Of(
            $"f at point {i / outputs}, output {i % outputs}",
            [.. firsts.Select(first => (IReadOnlyList<double>)[.. Enumerable.Range(first, kept).Select(s => values[s, i / outputs, i % outputs])])]))
            .ToValueList();
    }
}
