using System.Xml.Linq;
using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>A report as an immutable value; renders to one HTML file that needs nothing else: no network, no script, no font.</summary>
/// <param name="Kicker">A short line above the title: what kind of report this is; empty for none.</param>
/// <param name="Title">The title.</param>
/// <param name="Lead">The lead paragraph: the whole story in a few sentences.</param>
/// <param name="KeyNumbers">Numbers in a large font under the lead; may be empty.</param>
/// <param name="Sections">The sections.</param>
/// <param name="Footer">How the report came about: version, seed, command; may be empty.</param>
public sealed record HtmlReport(string Kicker, string Title, string Lead, ValueList<KeyNumber> KeyNumbers,
    ValueList<ReportSection> Sections, ValueList<Fact> Footer)
{
    /// <summary>A report without sections.</summary>
    /// <param name="kicker">What kind of report this is.</param>
    /// <param name="title">The title.</param>
    /// <param name="lead">The lead paragraph.</param>
    public static HtmlReport Of(string kicker, string title, string lead) => new(kicker, title, lead, [], [], []);

    /// <summary>The report with key numbers under its lead.</summary>
    /// <param name="numbers">The numbers.</param>
    public HtmlReport WithKeyNumbers(ValueList<KeyNumber> numbers) => this with { KeyNumbers = numbers };

    /// <summary>The report with one more section.</summary>
    /// <param name="section">The section; one without pieces is left out.</param>
    public HtmlReport With(ReportSection section) => section.Blocks.Count == 0 ? this : this with { Sections = Sections.Add(section) };

    /// <summary>The report with a footer.</summary>
    /// <param name="facts">How the report came about.</param>
    public HtmlReport WithFooter(ValueList<Fact> facts) => this with { Footer = facts };

    /// <summary>The report as the text of an HTML file, which is also well-formed XML.</summary>
    public string ToHtml() => "<!DOCTYPE html>\n" + HtmlPage.Of(this).ToString(SaveOptions.DisableFormatting) + "\n";
}
