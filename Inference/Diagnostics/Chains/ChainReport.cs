using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The summaries of several functions of interest, drawn by the same chains.</summary>
/// <param name="Summaries">One summary a function.</param>
public sealed record ChainReport(ValueList<ChainSummary> Summaries)
{
    /// <summary>Summarises every function.</summary>
    /// <param name="functions">Draws of at least one function.</param>
    /// <exception cref="DataException">There is no function.</exception>
    public static ChainReport Of(IEnumerable<ScalarDraws> functions)
    {
        var summaries = functions.Select(ChainSummary.Of).ToValueList();
        return summaries.Count > 0
            ? new ChainReport(summaries)
            : throw new DataException(new Problem(
                "there is no function of interest to diagnose", "chains", "0 functions", "at least one",
                "diagnose predictions and the log density"));
    }

    /// <summary>The largest R-hat of all functions.</summary>
    public double LargestRhat => Summaries.Max(s => s.Rhat);

    /// <summary>The smallest bulk ESS of all functions.</summary>
    public double SmallestEssBulk => Summaries.Min(s => s.EssBulk);

    /// <summary>The smallest tail ESS of all functions.</summary>
    public double SmallestEssTail => Summaries.Min(s => s.EssTail);

    /// <summary>The findings of all functions.</summary>
    public Verdict Verdict => Verdict.All(Summaries.Select(s => s.Verdict));
}
