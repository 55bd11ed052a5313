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
        foreach (string line in DiagnosisText.Evidence(diagnosis).Concat(DiagnosisText.Coverage(diagnosis)))
        {
            section = section.Paragraph(Capital(line) + ".");
        }
        var concerns = diagnosis.All.Concerns;
        section = concerns.Count == 0 ? section : section.Table(Findings(concerns));
        return diagnosis.HeldOut is { Pit.Count: >= Uniformity.FewestValues } held
            ? section.Figure(CalibrationFigures.Of(held, "Calibration on the points held out")) : section;
    }

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
