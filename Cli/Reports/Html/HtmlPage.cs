using System.Xml.Linq;
using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Lays a report out as an HTML page.</summary>
public static class HtmlPage
{
    /// <summary>The page as an <c>html</c> element.</summary>
    /// <param name="report">The report.</param>
    public static XElement Of(HtmlReport report)
    {
        var numbering = Numbering.Of(report);
        return HtmlNode.Element("html", "", new XAttribute("lang", "en"),
            HtmlNode.Element("head", "",
                HtmlNode.Void("meta", new XAttribute("charset", "utf-8")),
                HtmlNode.Void("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                HtmlNode.Element("title", "", report.Title),
                HtmlNode.Raw("style", PageStyle.Sheet)),
            HtmlNode.Element("body", "", Header(report),
                HtmlNode.Element("main", "", report.Sections.Select((section, s) => HtmlNode.Element("section", "",
                    HtmlNode.Element("h2", "", section.Title),
                    section.Blocks.Select((block, b) => BlockHtml.Of(block, numbering.At(s, b)))))),
                Footer(report.Footer)));
    }

    private static XElement Header(HtmlReport report) => HtmlNode.Element("header", "",
        report.Kicker.Length == 0 ? null : HtmlNode.Element("p", "kicker", report.Kicker),
        HtmlNode.Element("h1", "", report.Title),
        HtmlNode.Element("p", "lead", report.Lead),
        report.KeyNumbers.Count == 0 ? null : BlockHtml.Of(new Block.Numbers(report.KeyNumbers), 0));

    private static XElement? Footer(ValueList<Fact> facts) => facts.Count == 0
        ? null
        : HtmlNode.Element("footer", "", BlockHtml.Of(new Block.Facts(facts), 0));
}
