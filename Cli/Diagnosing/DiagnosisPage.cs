using System.Globalization;
using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>A diagnosis as a section of a report.</summary>
internal static class DiagnosisPage
{
    private const int MostFindings = 12;

    /// <summary>The section.</summary>
    public static ReportSection Section(FitDiagnosis diagnosis)
    {
        string[] verdict = [.. DiagnosisText.Verdict(diagnosis)];
        var section = new ReportSection("Can it be believed?", [])
            .Paragraph(verdict[0]["verdict: ".Length..] + ".", "Verdict.");
        foreach (string line in DiagnosisText.Evidence(diagnosis).Concat(DiagnosisText.LeftOut(diagnosis))
            .Concat(DiagnosisText.Predictions(diagnosis)))
        {
            section = section.Paragraph(Capital(line) + ".");
        }
        section = diagnosis.Sampler is { } sampler ? section.Table(Chains(sampler)) : section;
        var concerns = diagnosis.All.Concerns;
        section = concerns.Count == 0 ? section : section.Table(Findings(concerns));
        return diagnosis.HeldOut.Values is { Pit.Count: >= Uniformity.FewestValues } held
            ? section.Figure(CalibrationFigures.Of(held, "Calibration on the points held out")) : section;
    }

    private static ReportTable Chains(HamiltonianSummary sampler) => new(
        "The sampler, chain by chain",
        [
            TableColumn.Words("Chain"), TableColumn.Numbers("Draws", 0), TableColumn.Numbers("Divergences", 0),
            .. sampler.Saturated is null ? Array.Empty<TableColumn>() :
                [TableColumn.Numbers("Mean tree depth", 1), TableColumn.Numbers("Largest", 0), TableColumn.Numbers("Cut-off paths", 0)],
            TableColumn.Numbers("E-BFMI", 2), TableColumn.Numbers("Mean acceptance", 2), TableColumn.Numbers("Step size", 3),
        ],
        Enumerable.Range(0, sampler.Draws.Count).Select(c => (ValueList<TableCell>)
        [
            new TableCell.Words($"{c}"), new TableCell.Number(sampler.Draws[c]), new TableCell.Number(sampler.Divergences[c]),
            .. sampler is { MeanTreeDepth: { } mean, LargestTreeDepth: { } largest, Saturated: { } saturated }
                ? [new TableCell.Number(mean[c]), new TableCell.Number(largest[c]), new TableCell.Number(saturated[c])]
                : Array.Empty<TableCell>(),
            new TableCell.Number(sampler.Ebfmi[c]), new TableCell.Number(sampler.MeanAcceptance[c]),
            new TableCell.Number(sampler.MeanStepSize[c]),
        ]).ToValueList(),
        sampler.Saturated is null ? "" : "A path of depth d has up to 2^d − 1 steps: deep trees are slow, cut-off ones slower still.");

    private static ReportTable Findings(ValueList<Finding> concerns) => new(
        "What is not fine, the worst first",
        [TableColumn.Words("Severity"), TableColumn.Words("Of"), TableColumn.Words("Measured"), TableColumn.Words("Asked for"),
            TableColumn.Words("Try")],
        concerns.Take(MostFindings).Select(finding => (ValueList<TableCell>)
        [
            new TableCell.Words(finding.Severity.ToString()), new TableCell.Words(finding.Quantity),
            new TableCell.Words(string.Create(CultureInfo.InvariantCulture, $"{finding.Measure} {finding.Value:G5}")),
            new TableCell.Words($"{(finding.Bound == Bound.AtMost ? "at most" : "at least")} {Phrase.Number(finding.Limit)}"),
            new TableCell.Words(finding.Advice),
        ]).ToValueList(),
        concerns.Count > MostFindings ? $"And {Phrase.Count(concerns.Count - MostFindings, "finding")} more of these kinds." : "");

    private static string Capital(string line) => char.ToUpperInvariant(line[0]) + line[1..];
}
