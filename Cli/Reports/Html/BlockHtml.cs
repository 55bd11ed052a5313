using System.Globalization;
using System.Xml.Linq;

namespace ProbBnn.Cli.Reports;

/// <summary>Turns the pieces of a report into HTML.</summary>
public static class BlockHtml
{
    /// <summary>A piece as an element.</summary>
    /// <param name="block">The piece.</param>
    /// <param name="number">The number of a figure or table; of no meaning for others.</param>
    public static XElement Of(Block block, int number) => block switch
    {
        Block.Paragraph paragraph => HtmlNode.Element("p", "", Words(paragraph)),
        Block.Points points => HtmlNode.Element("ul", "points", points.Items.Select(item => HtmlNode.Element("li", "", Words(item)))),
        Block.Numbers numbers => HtmlNode.Element("dl", "numbers", numbers.Items.Select(n =>
            HtmlNode.Element("div", "", HtmlNode.Element("dd", "", n.Value), HtmlNode.Element("dt", "", n.Label)))),
        Block.Table table => TableOf(table.Content, number),
        Block.Charts charts => FigureOf(charts.Content, number),
        Block.Facts facts => HtmlNode.Element("dl", "facts", facts.Items.Select(f =>
            HtmlNode.Element("div", "", HtmlNode.Element("dt", "", f.Name), HtmlNode.Element("dd", "", f.Value)))),
        Block.Verbatim verbatim => HtmlNode.Raw("pre", verbatim.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(block)),
    };

    private static object?[] Words(Block.Paragraph paragraph) =>
        [paragraph.RunIn.Length == 0 ? null : HtmlNode.Element("strong", "", paragraph.RunIn + " "), paragraph.Text];

    private static XElement FigureOf(Figure figure, int number)
    {
        bool shared = figure.Charts.Any(c => c.SharesLeftAxis || c.SharesBottomAxis);
        var room = SideRoom.Of(figure.Charts);
        string columns = "columns-" + Math.Clamp(figure.Columns, 1, 4).ToString(CultureInfo.InvariantCulture);
        return HtmlNode.Element("figure", "",
            Caption("figcaption", "Figure", number, figure.Title),
            figure.Legend.Count == 0 ? null : HtmlNode.Element("ul", "legend", figure.Legend.Select(entry =>
                HtmlNode.Element("li", "", LegendSvg.Sample(entry), HtmlNode.Element("span", "", entry.Text)))),
            HtmlNode.Element("div", $"panels {columns}{(shared ? " shared" : "")}", figure.Charts.Select(c => ChartSvg.Draw(c, room))),
            Reading(figure.Reading));
    }

    private static XElement TableOf(ReportTable table, int number) => HtmlNode.Element("div", "table",
        Caption("p", "Table", number, table.Title),
        HtmlNode.Element("div", "scroll", HtmlNode.Element("table", "",
            HtmlNode.Element("thead", "", HtmlNode.Element("tr", "", table.Columns.Select(column =>
                HtmlNode.Element("th", column.Numeric ? "number" : "", new XAttribute("scope", "col"), column.Header,
                    column.Hint.Length == 0 ? null : HtmlNode.Element("span", "hint", column.Hint))))),
            HtmlNode.Element("tbody", "", Rows(table)))),
        Reading(table.Note));

    private static IEnumerable<XElement> Rows(ReportTable table)
    {
        var best = Enumerable.Range(0, table.Columns.Count).Select(table.BestRows).ToArray();
        return table.Rows.Select((row, r) => HtmlNode.Element("tr", "", table.Columns.Select((column, c) =>
        {
            string cssClass = (column.Numeric ? "number" : "") + (best[c].Contains(r) ? " best" : "");
            return HtmlNode.Element("td", cssClass.Trim(),
                c == 0 ? null : new XAttribute("data-label", PlainText.Clean(column.Header)),
                    c < row.Count ? row[c].Text(column.Decimals) : "");
        })));
    }

    private static XElement Caption(string name, string kind, int number, string title) => HtmlNode.Element(name, "caption",
        HtmlNode.Element("span", "count", string.Create(CultureInfo.InvariantCulture, $"{kind} {number}")), " ", title);

    private static XElement? Reading(string text) => text.Length == 0 ? null : HtmlNode.Element("p", "reading", text);
}
