using System.Globalization;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>A diagnosis in words and tables.</summary>
internal static class DiagnosisText
{
    private const int MostFunctions = 8, MostConcerns = 12;
    private static readonly string[] ChainColumns = ["", "mean", "sd", "MCSE of mean", "R-hat", "bulk ESS", "tail ESS"];
    private static readonly string[] SamplerColumns =
        ["", "draws", "divergences", "cut-off paths", "tree depth, mean", "and largest", "E-BFMI", "mean acceptance", "step size"];

    /// <summary>The diagnosis in one line.</summary>
    public static string Line(FitDiagnosis diagnosis)
    {
        string evidence = diagnosis switch
        {
            { LogEvidence: { } exact } => $"log evidence {Phrase.Number(exact)} nats; ",
            { Bound: { } bound } => $"{Bound(bound)}; ",
            _ => "",
        };
        return evidence + Summary(diagnosis);
    }

    /// <summary>Prints all of it.</summary>
    public static void Print(FitDiagnosis diagnosis, ToolHost host)
    {
        host.Out.WriteLine($"{diagnosis.Method}: posterior of {Phrase.Count(diagnosis.Points, "point")} of '{diagnosis.Task}'"
            + (diagnosis.IsFinished ? "" : string.Create(CultureInfo.InvariantCulture, $", {100 * diagnosis.ShareDone:0} % of the work done")));
        if (diagnosis.Chains is { } chains)
        {
            Print(chains, host);
        }
        if (diagnosis.Sampler is { } sampler)
        {
            Print(sampler, host);
        }
        foreach (string line in Evidence(diagnosis).Concat(LeftOut(diagnosis)).Concat(Predictions(diagnosis)))
        {
            host.Out.WriteLine(line);
        }
        foreach (string line in Verdict(diagnosis))
        {
            host.Out.WriteLine(line);
        }
    }

    /// <summary>The verdict with the findings that are not fine, the worst first, as far as a reader wants to see them.</summary>
    public static IEnumerable<string> Verdict(FitDiagnosis diagnosis)
    {
        var concerns = diagnosis.All.Concerns;
        int left = concerns.Count - MostConcerns;
        return
        [
            Summary(diagnosis), .. concerns.Take(MostConcerns).Select(finding => $"  {finding}"),
            .. left > 0 ? [$"  and {Phrase.Count(left, "finding")} more of these kinds; --json has all"] : Array.Empty<string>(),
        ];
    }

    /// <summary>Evidence and importance weights, a line each.</summary>
    public static IEnumerable<string> Evidence(FitDiagnosis diagnosis)
    {
        if (diagnosis.LogEvidence is { } exact)
        {
            yield return $"log evidence: {Phrase.Number(exact)} nats, standardised units, exact";
        }
        if (diagnosis.Bound is { } bound)
        {
            yield return $"{Bound(bound)}, standardised units, from {Phrase.Count(bound.Samples, "draw")}";
        }
        if (diagnosis.Weights is { } weights)
        {
            yield return $"importance weights: k-hat {Phrase.Brief(weights.Khat)}, fine up to {Phrase.Brief(weights.LargestKhat)}"
                + (weights.Khat <= weights.LargestKhat
                    ? $"; worth {Phrase.Brief(weights.EffectiveSampleSize)} of {Phrase.Count(weights.Draws, "draw")}, log evidence "
                        + $"{Phrase.Number(weights.LogMeanRatio)} nats"
                    : "");
        }
    }

    /// <summary>How points are predicted that are left out, a line; nothing where that cannot be told.</summary>
    public static IEnumerable<string> LeftOut(FitDiagnosis diagnosis) => diagnosis.LeftOut is not { } left ? [] :
    [
        $"leave-one-out: log density {Phrase.Number(left.Elpd)}{(left.StandardError is { } error ? $" ± {Phrase.Brief(error)}" : "")} nats "
            + $"in all, {Phrase.Number(left.Elpd / left.Points)} a point; worth {Phrase.Brief(left.EffectiveParameters)} parameters; "
            + $"k-hat too large at {Phrase.Whole(left.PointsAboveThreshold)} of {Phrase.Count(left.Points, "point")}",
    ];

    /// <summary>How fitted and held-out points are predicted, a line each.</summary>
    public static IEnumerable<string> Predictions(FitDiagnosis diagnosis)
    {
        if (Shares(diagnosis.InSample, "fitted") is { } seen)
        {
            yield return $"in-sample: {seen}; the posterior has seen them, so this says little of new points";
        }
        if (Shares(diagnosis.HeldOut, "held-out") is { } held)
        {
            yield return $"held out: {held}";
        }
    }

    /// <summary>The calibration of labels in one line.</summary>
    public static string Labels(LabelCalibration labels, string which) =>
        $"Brier score {Phrase.Number(labels.Brier)}, expected calibration error "
        + $"{Phrase.Number(labels.ExpectedCalibrationError())} of {Phrase.Count(labels.Labels.Count, $"{which} label")}";

    private static string Bound(EvidenceLowerBound bound) =>
        $"ELBO {Phrase.Number(bound.Mean)} ± {Phrase.Brief(bound.StandardError)} nats";

    private static string Summary(FitDiagnosis diagnosis)
    {
        string first = diagnosis.All.IsMeasured ? diagnosis.All.ToString().Split('\n')[0] : "none";
        return $"verdict: {first}{(diagnosis.Checks.IsMeasured ? "" : $"; {Unchecked(diagnosis)}")}";
    }

    private static string Unchecked(FitDiagnosis diagnosis) => diagnosis.LogEvidence is not null
        ? "the posterior is exact"
        : "the method offers no check of its posterior: compare it with nuts";

    private static string? Shares(PredictiveCheck check, string which) => check switch
    {
        { Values: { } values } => string.Create(CultureInfo.InvariantCulture,
            $"50 % band holds {100 * values.Coverage(0.5):0.0} %, 90 % band {100 * values.Coverage(0.9):0.0} % of ")
            + Phrase.Count(values.Pit.Count, $"{which} value"),
        { Labels: { } labels } => Labels(labels, which),
        _ => null,
    };

    private static void Print(ChainReport chains, ToolHost host)
    {
        int more = chains.Summaries.Count - 1 - MostFunctions;
        var table = TextTable.Empty($"{Phrase.Count(chains.Summaries[0].Chains, "chain")} of "
            + $"{Phrase.Count(chains.Summaries[0].Draws, "draw")}; the function at data inputs, worst R-hat first", ChainColumns);
        foreach (var s in chains.Summaries.Skip(1).OrderByDescending(s => s.Rhat).Take(MostFunctions).Prepend(chains.Summaries[0]))
        {
            TextTable.AddRow(table, s.Quantity, Phrase.Number(s.Mean), Phrase.Number(s.StandardDeviation), Phrase.Brief(s.McseMean),
                s.Rhat.ToString("0.000", CultureInfo.InvariantCulture), Phrase.Brief(s.EssBulk), Phrase.Brief(s.EssTail));
        }
        TextTable.Write(table, host);
        if (more > 0)
        {
            host.Out.WriteLine($"and at {Phrase.Count(more, "more input")}: R-hat at most "
                + chains.LargestRhat.ToString("0.000", CultureInfo.InvariantCulture)
                + $", bulk ESS at least {Phrase.Brief(chains.SmallestEssBulk)}, tail ESS at least {Phrase.Brief(chains.SmallestEssTail)}");
        }
    }

    private static void Print(HamiltonianSummary sampler, ToolHost host)
    {
        var table = TextTable.Empty("the sampler, chain by chain", SamplerColumns);
        for (int c = 0; c < sampler.Draws.Count; c++)
        {
            TextTable.AddRow(table, $"chain {c}", Phrase.Whole(sampler.Draws[c]), Phrase.Whole(sampler.Divergences[c]),
                sampler.Saturated is { } saturated ? Phrase.Whole(saturated[c]) : "–",
                sampler.MeanTreeDepth is { } mean ? Phrase.Number(mean[c]) : "–",
                sampler.LargestTreeDepth is { } largest ? Phrase.Whole(largest[c]) : "–", Phrase.Brief(sampler.Ebfmi[c]),
                Phrase.Brief(sampler.MeanAcceptance[c]), Phrase.Brief(sampler.MeanStepSize[c]));
        }
        TextTable.Write(table, host);
    }
}
